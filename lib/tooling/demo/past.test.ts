import { afterAll, beforeAll, expect, test } from 'vitest';
import { refreshUser } from '#lib/domain/users/refresh-user.ts';
import { type Context, systemActor } from '#lib/platform/context.ts';
import { type OpenDatabase, openDatabase } from '#lib/platform/db/client.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import { createRegistry } from '#lib/providers/registry.ts';
import { type Sandbox, startSandbox } from '#lib/sandbox/server.ts';
import { parseFilter } from '#lib/shared/filter/parse.ts';
import { createTestDatabase, openTestDatabase } from '#lib/testing/database.ts';
import { mintWorld, type TestWorld } from '#lib/testing/sandbox-world.ts';
import { loadPast } from './load-past.ts';
import { makePast, type Past } from './make-past.ts';
import { pastViews } from './members.ts';

const quick = { min: 0, max: 0 };
let sandbox: Sandbox;
let world: TestWorld;
let open: OpenDatabase;
let context: Context;
let settings: ReturnType<typeof readSettings>;

beforeAll(async () => {
  [sandbox, open] = await Promise.all([
    startSandbox({ demo: true, demoLatencyMs: quick }),
    openTestDatabase(),
  ]);
  world = await mintWorld(sandbox.url, { id: 'demo' });
  settings = settingsOf(world);
  context = { actor: systemActor, database: open.database, providers: createRegistry(settings.providers) };
  expect(await load()).toBe(true);
}, 120_000);
afterAll(async () => {
  await context.providers.close();
  await open.close();
  await sandbox.stop();
});

const names = ['VERO', 'CEREGO', 'CAPILLARY', 'FRAGMENT'];

function settingsOf({ setting }: TestWorld): ReturnType<typeof readSettings> {
  const wanted = [
    'VERO_BASE_URL',
    'VERO_AUTH_TOKEN',
    'CEREGO_BASE_URL',
    'CEREGO_API_KEY',
    'CEREGO_PARTNER_ID',
  ];
  wanted.push('CEREGO_TAG_TYPES', 'CAPILLARY_BASE_URL', 'CAPILLARY_USERNAME', 'CAPILLARY_PASSWORD');
  wanted.push('FRAGMENT_BASE_URL', 'FRAGMENT_AUTH_URL', 'FRAGMENT_CLIENT_ID', 'FRAGMENT_CLIENT_SECRET');
  return readSettings({
    ...Object.fromEntries(wanted.map((name) => [name, setting(name)])),
    ...Object.fromEntries(names.map((name) => [`${name}_MAX_PER_SECOND`, '1000'])),
    TAGDESK_SANDBOX: '0',
  });
}

const load = () => loadPast({ database: open.database, providers: settings.providers }, sandbox.url);

async function rowsOf<T extends object>(statement: string, values: unknown[] = []): Promise<T[]> {
  return (await open.pool.query<T>(statement, values)).rows;
}

const countOf = async (what: string) =>
  (await rowsOf<{ n: number }>(`select count(*)::int as n from ${what}`))[0]?.n;

async function expectNoDifferences(): Promise<void> {
  const ids = await rowsOf<{ id: number }>('select id from users where id % 37 = 0 and identity_mask <> 1');
  expect(ids.length).toBeGreaterThan(40);
  const reports = [];
  for (const { id } of ids) reports.push(...(await refreshUser(context, { userId: id, provider: null })));
  const read = reports.filter(({ provider }) => provider !== 'vero');
  expect(read.filter(({ state, drift }) => state !== 'read' || drift > 0)).toEqual([]);
  expect(new Set(read.map(({ provider }) => provider)).size).toBe(3);
}

test('a refresh finds no difference, of whomever', expectNoDifferences, 120_000);

test('nor does it once the sandbox was changed and reset', async () => {
  const [held] = await rowsOf<{ id: string }>(
    `select external_id as id from identities where provider = 'vero' and user_id % 37 = 0 order by id limit 1`,
  );
  await world.control('PUT', '/seed', { vero: [{ id: held?.id, tags: ['from outside'] }] });
  const tagsOf = async () => {
    const { json } = await world.control('GET', `/state?provider=vero&id=${held?.id}`);
    return JSON.stringify(json);
  };
  expect(await tagsOf()).toContain('from outside');
  expect((await world.control('POST', '/restart')).status).toBe(204);
  expect(await tagsOf()).not.toContain('from outside');
  await expectNoDifferences();
}, 120_000);

test('differences wait for a decision: values set otherwise, labels taken away, and who gave them', async () => {
  const open = await rowsOf<{ provider: string; direction: string; by: string | null; age: number }>(
    `select provider, direction, given_by as by, extract(epoch from now() - first_seen)::float8 / 3600 as age
     from drifts where state = 'open'`,
  );
  expect(open).toHaveLength(8);
  expect(new Set(open.map(({ provider, direction }) => `${provider} ${direction}`))).toEqual(
    new Set(['fragment other', 'capillary gone']),
  );
  expect(open.filter(({ by, age }) => by === null || age < 1 || age > 5)).toEqual([]);
});

test('the sandbox holds what the mirror says, of everybody', async () => {
  const state = (await world.control('GET', '/state')).json as {
    vero: { id: string; tags: string[] }[];
    cerego: {
      tagTypes: { id: string; name: string }[];
      users: { id: string; tags: { typeId: string; value: string }[] }[];
    };
    capillary: { customers: { userId: string; labels: string[] }[] };
    fragment: { id: string; tags: { key: string; value: string }[] }[];
  };
  const types = new Map(state.cerego.tagTypes.map(({ id, name }) => [id, name]));
  const held = new Map<string, string[]>(
    [
      ...state.vero.map(({ id, tags }) => [`vero ${id}`, tags] as const),
      ...state.cerego.users.map(
        ({ id, tags }) =>
          [`cerego ${id}`, tags.map(({ typeId, value }) => `${types.get(typeId)}=${value}`)] as const,
      ),
      ...state.capillary.customers.map(({ userId, labels }) => [`capillary ${userId}`, labels] as const),
      ...state.fragment.map(
        ({ id, tags }) => [`fragment ${id}`, tags.map(({ key, value }) => `${key}=${value}`)] as const,
      ),
    ].map(([id, tags]) => [id, [...tags].sort()]),
  );
  const mirrored = await rowsOf<{ id: string; known: string[]; doubted: string[] }>(`
    select i.provider || ' ' || i.external_id as id,
      coalesce(array_agg(t.key || coalesce('=' || t.value, '')) filter (where it.proof <> 'unknown'), '{}') as known,
      coalesce(array_agg(t.key) filter (where it.proof = 'unknown'), '{}') as doubted
    from identities i left join identity_tags it on it.identity_id = i.id left join tags t on t.id = it.tag_id group by 1`);
  expect(mirrored).toHaveLength(held.size);
  const differing = mirrored.filter(({ id, known, doubted }) => {
    const there = held.get(id)?.filter((tag) => !doubted.includes(tag));
    return JSON.stringify(there) !== JSON.stringify(known.sort());
  });
  expect(differing).toEqual([]);
});

test('runs count what their lines say, and one part ends only when nothing of it is open', async () => {
  const parts = await rowsOf<Record<string, number | string>>(`
    select p.run_id, p.provider, p.state, r.status, p.change, p.confirmed, p.accepted, p.refused, p.failed, p.unknown, p.cancelled,
      coalesce(jsonb_object_agg(c.outcome, c.n) filter (where c.n is not null), '{}') as lines, coalesce(sum(c.n), 0)::int as count
    from run_providers p join runs r on r.id = p.run_id
    left join (select run_id, provider, outcome, count(*)::int as n from changes group by 1, 2, 3) c
      on c.run_id = p.run_id and c.provider = p.provider
    group by p.run_id, p.provider, p.state, r.status order by p.run_id`);
  for (const { lines, ...part } of parts) {
    const counted = lines as unknown as Record<string, number>;
    const begun = part.status !== 'planned' && part.status !== 'scheduled';
    expect(part.count).toBe(begun ? part.change : 0);
    for (const outcome of ['confirmed', 'accepted', 'refused', 'failed', 'unknown', 'cancelled'])
      expect([part.run_id, outcome, part[outcome]]).toEqual([part.run_id, outcome, counted[outcome] ?? 0]);
    if (part.state === 'finished' || part.state === 'cancelled') expect(counted.pending ?? 0).toBe(0);
  }
  const states = await rowsOf<{ status: string }>('select status from runs order by id');
  expect(states).toHaveLength(14);
  expect(new Set(states.map(({ status }) => status)).size).toBe(5);
});

test('a run goes on for a quarter of an hour at Capillary’s own rate limit', async () => {
  const [going] = await rowsOf<{ open: number }>(`
    select count(*)::int as open from changes c join runs r on r.id = c.run_id
    where r.status = 'running' and c.provider = 'capillary' and c.outcome = 'pending'`);
  // A change takes two calls.
  expect(((going?.open ?? 0) * 2) / 1.6).toBeGreaterThan(15 * 60);
});

test('lines, events and mirror are in the order of time, and no two users changed at once', async () => {
  for (const [table, at] of [
    ['changes', 'created_at'],
    ['audit_events', 'at'],
  ] as const)
    expect(
      await countOf(
        `(select ${at} - lag(${at}) over (order by id) as step from ${table}) s where step < interval '-1 second'`,
      ),
    ).toBe(0);
  expect(await countOf('users')).toBe(2_000);
  expect(await countOf('(select distinct changed_at from users) c')).toBe(2_000);
  expect(
    await countOf(
      `changes where coalesce(closed_at, created_at) > now() or created_at < now() - interval '91 days'`,
    ),
  ).toBe(0);
});

test('places lie in the region that FRAGMENT has for them', async () => {
  const rows = await rowsOf<{ place: string; region: string }>(`
    select distinct c.value as place, f.value as region from users u, tags c, tags f
    where c.id = any(u.tag_ids) and f.id = any(u.tag_ids) and c.provider = 'cerego' and c.key = 'Region'
      and f.provider = 'fragment' and f.key = 'region'`);
  const regionsOf = (wanted: string) =>
    rows.filter(({ place }) => place === wanted).map(({ region }) => region);
  expect(regionsOf('Tōkyō')).toEqual(['apac']);
  expect(regionsOf('Lagos')).toEqual(['emea']);
  expect(rows.length).toBe(new Set(rows.map(({ place }) => place)).size);
});

test('members have roles, views can be read, and near-copies are there', async () => {
  expect(await rowsOf('select role, count(*)::int as n from members group by 1 order by 1')).toEqual([
    { role: 'admin', n: 1 },
    { role: 'marketer', n: 2 },
    { role: 'support', n: 2 },
    { role: 'viewer', n: 1 },
  ]);
  expect(await countOf('accounts')).toBe(1);
  expect(pastViews.filter(({ q }) => 'error' in parseFilter(q))).toEqual([]);
  expect(
    await countOf(`tags where key in ('vip', 'VIP', 'newsletter', 'Newsletter') and usage_count > 0`),
  ).toBe(4);
});

test('it is made once', async () => {
  const before = await countOf('changes');
  expect(await load()).toBe(false);
  expect(await countOf('changes')).toBe(before);
});

test('cut off after the sandbox has heard of it, it is made whole by the next start', async () => {
  const own = await createTestDatabase();
  const broken = openDatabase(own.url);
  const providers = settings.providers;
  await broken.pool.query(
    'create function cut() returns trigger language plpgsql as $$ begin raise exception $x$cut off$x$; end $$',
  );
  await broken.pool.query(
    'create trigger cut before insert on views for each statement execute function cut()',
  );
  await expect(loadPast({ database: broken.database, providers }, sandbox.url)).rejects.toThrow('cut off');
  const { rows } = await broken.pool.query(
    'select from users union all select from changes union all select from members',
  );
  expect(rows).toEqual([]);
  await broken.pool.query('drop trigger cut on views');
  expect(await loadPast({ database: broken.database, providers }, sandbox.url)).toBe(true);
  await broken.close();
  await own.drop();
}, 120_000);

test('it is the same on every machine but for the time', () => {
  const bases = { vero: '', cerego: '', capillary: '', fragment: '' };
  const first = { user: 1, identity: 1, line: 1, run: 1, target: 1, import: 1 };
  const textOf = ({ ledger, runs, events }: Past) =>
    JSON.stringify([
      ledger.lines.map(({ identity, kind, actor, note, operations, outcome }) => [
        identity.id,
        kind,
        actor,
        note,
        operations,
        outcome,
      ]),
      runs.map(({ users, status, parts }) => [users, status, parts.map(({ counts }) => counts)]),
      events.map(({ kind, subject }) => [kind, subject]),
    ]);
  const one = makePast(Date.parse('2026-11-30T12:00:00Z'), bases, first);
  const other = makePast(Date.parse('2027-03-28T01:30:17.411Z'), bases, first);
  expect(textOf(other)).toBe(textOf(one));
}, 120_000);
