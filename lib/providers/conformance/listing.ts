/** Conformance: the list of people is the world's, through kills, faults and spoilt answers. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capabilitiesOf } from '../catalog.ts';
import type { IdentityPage, IdentityRow, TagProvider } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import type { ListedWorld, ProviderEnvironment } from './environment.ts';
import { written } from './verbs.ts';
import type { World } from './world.ts';

/** A line as people write it. */
export const listedText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((text) => text.trim() === text && text !== '');

export const nobody = { secondRef: null, name: null, email: null, tags: null };

const faults = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 429 },
  { kind: 'html' },
  { kind: 'html', status: 403 },
  { kind: 'unauthorized' },
  { kind: 'truncated-json' },
  { kind: 'empty' },
  { kind: 'reset-after' },
  { kind: 'large' },
  { kind: 'large', megabytes: 1_024 },
  { kind: 'endless' },
  { kind: 'drip' },
  { kind: 'timeout' },
].map((fault) => ({ name: Object.values(fault).join(' '), fault }));
/** Only these wait for the timeout. */
const silent = new Set(['drip', 'timeout']);
const patient = 10_000;

export function testListing({ provider, open, connect }: ProviderEnvironment): void {
  const { canList, readsAll } = capabilitiesOf(provider.id);
  const { listing } = provider;

  test('it is there exactly where the catalogue says so', async () => {
    const { client } = await open();
    expect(client.listIdentities !== undefined).toBe(canList !== 'none');
    expect(listing !== null).toBe(canList !== 'none');
  });
  if (!listing) return;
  const { crowd } = listing;
  /** The deadline of one long answer is its own, and has room for its reader's work. */
  const hurried = (world: World) =>
    readsAll ? connect(world, { LIST_TIMEOUT_MS: '200' }, patient) : connect(world, {}, 1_500);
  const onList = { match: { method: 'GET', path: listing.path } };

  /** As the contract says that callers do. Gives the latest cursor. */
  async function take(
    pages: AsyncIterable<IdentityPage>,
    found: Map<string, IdentityRow>,
    upTo = Number.POSITIVE_INFINITY,
  ): Promise<{ pages: IdentityPage[]; cursor: string | null }> {
    const taken: IdentityPage[] = [];
    let cursor: string | null = null;
    for await (const page of pages) {
      taken.push(page);
      cursor = page.cursor;
      for (const row of page.rows) found.set(row.externalId, joined(found.get(row.externalId), row));
      for (const { field, externalId } of page.bad) if (!field) found.delete(externalId ?? '');
      if (taken.length === upTo) break;
    }
    return { pages: taken, cursor };
  }

  function joined(earlier: IdentityRow | undefined, row: IdentityRow): IdentityRow {
    if (canList !== 'labelled' || !earlier) return row;
    const tags = [...(earlier.tags ?? []), ...(row.tags ?? [])];
    return { ...row, tags: earlier.tags && row.tags ? tags : null };
  }

  const list = (client: TagProvider, cursor: string | null = null) =>
    client.listIdentities?.(cursor) ?? expect.unreachable();

  test('of a generated world it equals the world in all that can be read', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(listing.worlds, async (world) => {
        const { client } = await open(patient, world);
        const found = new Map<string, IdentityRow>();
        const { pages } = await take(list(client), found);
        expect(readable(found.values())).toEqual(readable(world.people));
        expect(pages.flatMap(({ bad }) => bad)).toEqual([]);
        await client.close();
      }),
      { numRuns: 12 },
    );
  });

  test('it goes on after a kill at any page, and asks for no page twice', { timeout: 60_000 }, async () => {
    const { world, client } = await open(patient, crowd);
    const whole = await take(list(client), new Map());
    expect(whole.pages.length).toBeGreaterThan(2);
    for (let killed = 1; killed <= whole.pages.length; killed += 1) {
      const found = new Map<string, IdentityRow>();
      const { cursor } = await take(list(client), found, killed);
      const rest = await take(list(connect(world, {}, patient), cursor), found);
      expect(readable(found.values())).toEqual(readable(crowd.people));
      if (cursor !== null) expect(rest.pages).toEqual(whole.pages.slice(killed));
    }
    for (const { share } of whole.pages) if (share !== null) expect(share).toBeGreaterThan(0);
    expect([1, null]).toContain(whole.pages.at(-1)?.share);
  });

  test('who stops reading lets go of the connection, and a cursor of another kind begins', async () => {
    const { client } = await open(patient, crowd);
    for (let times = 0; times < 9; times += 1) await take(list(client), new Map(), 1);
    const found = new Map<string, IdentityRow>();
    await take(list(client, '{"page":7}'), found);
    expect(readable(found.values())).toEqual(readable(crowd.people));
  });

  test.each(faults)('$name stops it with a reason; then it goes on', async ({ fault }) => {
    const { world, client: usual } = await open(patient, crowd);
    const client = silent.has(fault.kind) ? hurried(world) : usual;
    const found = new Map<string, IdentityRow>();
    const isPaged = (await take(list(client), new Map(), 1)).cursor !== null;
    const pages = list(client);
    const { cursor } = isPaged ? await take(pagesOf(pages, 1), found) : { cursor: null };
    await world.fault({ ...fault, ...onList, times: null });
    await expect(take(pages, found)).rejects.toThrow(ProviderError);
    expectPartOf(found, crowd, canList === 'labelled');
    await world.clearFaults();
    await take(list(connect(world, {}, patient), cursor), found);
    expect(readable(found.values())).toEqual(readable(crowd.people));
  });

  test.each(listing.spoilt)('$name', async ({ bodies, stops, says, gives }) => {
    const { world, client } = await open(patient, crowd);
    for (const body of bodies) await world.fault({ kind: 'status', status: 200, body, ...onList });
    const found = new Map<string, IdentityRow>();
    const reasons: string[] = [];
    const pages = (async function* () {
      let left = bodies.length;
      for await (const page of list(client)) {
        reasons.push(...page.bad.map(({ reason }) => reason));
        yield page;
        left -= 1;
        // What follows is the world's own.
        if (left === 0 && !stops && page.cursor !== null) return;
      }
    })();
    if (stops) {
      const error = await take(pages, found).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'bad-answer', message: expect.stringContaining(says) });
    } else {
      await take(pages, found);
      expect(reasons).toEqual([expect.stringContaining(says)]);
    }
    expect([...found.keys()].sort()).toEqual([...gives].sort());
  });
}

/** The first `count`, without ending the rest. */
async function* pagesOf(pages: AsyncGenerator<IdentityPage, void>, count: number) {
  for (let left = count; left > 0; left -= 1) {
    const { value } = await pages.next();
    if (value) yield value;
  }
}

function readable(rows: Iterable<IdentityRow>): object {
  const people = [...rows].map(({ externalId, tags, ...rest }) => [
    externalId,
    { ...rest, tags: tags?.map(written).sort() ?? null },
  ]);
  return Object.fromEntries(people);
}

/** Nothing is wrong; labels may be missing. */
function expectPartOf(found: Map<string, IdentityRow>, { people }: ListedWorld, isPartial: boolean): void {
  const truth = new Map(people.map((person) => [person.externalId, person]));
  for (const [id, row] of found) {
    const whole = truth.get(id);
    const tags = (whole?.tags ?? []).map(written);
    expect(tags).toEqual(expect.arrayContaining((row.tags ?? []).map(written)));
    if (!isPartial) expect(readable([row])).toEqual(readable(whole ? [whole] : []));
  }
}
