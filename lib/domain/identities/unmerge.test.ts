/** What was merged, moved, split or unlinked comes back exactly, and what was edited in between stays. */
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listUserHistory } from '#lib/domain/history/list-user-history.ts';
import { editUser } from '#lib/domain/users/edit-user.ts';
import { AppError } from '#lib/shared/errors.ts';
import { type ImportWorld, openImports } from '#lib/testing/imports.ts';
import { mergeUsers } from './merge-users.ts';
import { moveIdentity, splitUser, unlinkIdentity } from './move-identity.ts';
import { undoUserAct } from './undo-act.ts';

let world: ImportWorld;

beforeAll(async () => {
  world = await openImports();
});

afterAll(() => world.close());

/** All that a list, a page or a count shows, without times of change. `names`: of users, too. */
const everything = (names: boolean) =>
  world.rows(`
    select u.id, ${names ? 'u.name, u.email, u.search, u.name_from,' : ''} u.created_at::text, u.tag_ids, u.tag_count,
      u.identity_mask, u.tag_mask, u.gap_mask, u.proof_mask,
      (select jsonb_agg(to_jsonb(i) || jsonb_build_object(
        'refs', (select jsonb_agg(to_jsonb(r) order by r.ref) from identity_refs r where r.identity_id = i.id),
        'tags', (select jsonb_agg(to_jsonb(it) order by it.tag_id) from identity_tags it where it.identity_id = i.id))
        order by i.id) from identities i where i.user_id = u.id) as identities from users u order by u.id`);

const counts = () =>
  world.rows(`select key || coalesce('=' || value, '') as name, provider, usage_count as value from tags where usage_count > 0
    union all select name, null, value::int from counters where value > 0 order by 1, 2`);

const header = (rows: string[]) => world.load(...rows);
const files = ['Ann', 'Ben', 'Cleo', 'Dan'].map(
  (name, n) =>
    `${name},${name.toLowerCase()}@x.example,${n < 3 ? `v${n}` : ''},${n % 2 ? `c${n}` : ''},${n === 3 ? '503' : ''},` +
    `${n < 2 ? `f${n}` : ''},${n < 3 ? `red;tag-${n}` : ''},${n % 2 ? 'Region=North' : ''},${n === 3 ? 'Gold' : ''},${n < 2 ? 'plan=free' : ''}`,
);

type Ids = { id: number; userId: number; provider: string; externalId: string };
const identities = async () =>
  (await world.rows(
    `select id::int, user_id::int as "userId", provider, external_id as "externalId" from identities order by id`,
  )) as Ids[];
const userIds = async () =>
  (await world.rows('select id::int from users order by id')).map(({ id }) => Number(id));

/** null: refused, as a member would be. */
async function attempt(work: () => Promise<{ actId: number }>): Promise<number | null> {
  try {
    return (await work()).actId;
  } catch (error) {
    if (error instanceof AppError && ['conflict', 'not-found'].includes(error.code)) return null;
    throw error;
  }
}

type Step = {
  act: 'merge' | 'move' | 'split' | 'unlink' | 'rename' | 'tag';
  a: number;
  b: number;
  flip: boolean;
};

async function carryOut({ act, a, b, flip }: Step): Promise<number | null> {
  const people = await userIds();
  const ids = await identities();
  const one = people[a % people.length] ?? 0;
  const other = people[b % people.length] ?? 0;
  const id = ids[a % ids.length];
  if (act === 'merge') {
    const kept = ids.filter(({ userId }) => userId === (flip ? one : other)).map((identity) => identity.id);
    return attempt(() => mergeUsers(world.context, { userId: one, otherId: other, keep: kept }));
  }
  if (!id) return null;
  if (act === 'move')
    return attempt(() => moveIdentity(world.context, { identityId: id.id, toUserId: other }));
  if (act === 'split')
    return attempt(() => splitUser(world.context, { userId: id.userId, identityIds: [id.id] }));
  if (act === 'unlink')
    return attempt(() => unlinkIdentity(world.context, { userId: id.userId, identityId: id.id }));
  if (act === 'rename') {
    await editUser(world.context, {
      userId: one,
      name: `Name ${a}-${b}`,
      email: `mail-${a}-${b}-${one}@x.example`,
    });
    return null;
  }
  if (id.provider === 'vero') await header([`,,${id.externalId},,,,new-${b},,,`]);
  return null;
}

const steps = fc.array(
  fc.record({
    act: fc.constantFrom<Step['act'][]>(
      'merge',
      'merge',
      'merge',
      'move',
      'split',
      'unlink',
      'rename',
      'tag',
    ),
    a: fc.nat(11),
    b: fc.nat(11),
    flip: fc.boolean(),
  }),
  { minLength: 1, maxLength: 7 },
);

let done = 0;

test('undone from the newest on, users, ids, mirrors and counts are as before', {
  timeout: 60_000,
}, async () => {
  await header(files);
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const before = [await everything(true), await counts()];
      const acts: number[] = [];
      for (const step of sequence) {
        if (step.act === 'rename' || step.act === 'tag') continue;
        const actId = await carryOut(step);
        if (actId !== null) acts.push(actId);
      }
      done += acts.length;
      for (const actId of acts.toReversed()) await undoUserAct(world.context, { actId });
      expect([await everything(true), await counts()]).toEqual(before);
    }),
    { numRuns: 40 },
  );
  expect(done).toBeGreaterThan(60);
});

test('with edits in between, every id is with its user again and the edits stay', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const holders = await identities();
      const people = await userIds();
      const acts: number[] = [];
      for (const step of sequence) {
        const actId = await carryOut(step);
        if (actId !== null) acts.push(actId);
      }
      // What the mirror holds now, unlinked ids left out, must hold after the undo as well.
      const tags = await world.rows(
        'select identity_id::int, tag_id, proof from identity_tags order by 1, 2',
      );
      const names = new Map(
        (await world.rows('select id::int, name from users')).map(({ id, name }) => [id, name]),
      );
      for (const actId of acts.toReversed()) await undoUserAct(world.context, { actId });
      expect(await identities()).toEqual(holders);
      expect(await userIds()).toEqual(people);
      const after = await world.rows(
        'select identity_id::int, tag_id, proof from identity_tags order by 1, 2',
      );
      expect(after).toEqual(expect.arrayContaining(tags));
      for (const { id, name } of await world.rows('select id::int, name from users')) {
        if (names.get(id)) expect(name).toBe(names.get(id));
      }
    }),
    { numRuns: 40 },
  );
});

test('merges of people with nothing at the same provider can be undone in any order', {
  timeout: 60_000,
}, async () => {
  const each = ['vero', 'cerego', 'capillary', 'fragment'];
  const row = (n: number) =>
    `Single ${n},s${n}@y.example,${each.map((_, at) => (at === n ? `9${n}01` : '')).join(',')},,,,`;
  await header(each.map((_, n) => row(n)));
  const singles = (
    await world.rows(`select id::int from users where email like 's_@y.example' order by email`)
  ).map(({ id }) => Number(id));
  const pairs = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(pairs, fc.infiniteStream(fc.nat(100)), async (merges, choice) => {
      const before = [await everything(true), await counts()];
      const acts: number[] = [];
      for (const [a, b] of merges) {
        const input = { userId: singles[a], otherId: singles[b] };
        const actId = await attempt(() => mergeUsers(world.context, input));
        if (actId !== null) acts.push(actId);
      }
      while (acts.length > 0) {
        const [actId] = acts.splice((choice.next().value ?? 0) % acts.length, 1);
        await undoUserAct(world.context, { actId });
      }
      expect([await everything(true), await counts()]).toEqual(before);
    }),
    { numRuns: 30 },
  );
});

test('the history of a merged user shows the lines of both, each with its id', async () => {
  await header(['Eve,eve@x.example,ve,,,,a,,,', 'Eva,eva@x.example,,ce,,,,Region=South,,']);
  const [eve = 0, eva = 0] = (
    await world.rows(
      `select id::int from users where email in ('eve@x.example', 'eva@x.example') order by id`,
    )
  ).map(({ id }) => Number(id));
  const linesOf = async (userId: number) =>
    (await listUserHistory(world.context, { userId, limit: 30 })).lines
      .map(({ externalId }) => externalId)
      .sort();
  const { actId } = await mergeUsers(world.context, { userId: eve, otherId: eva });
  expect(await linesOf(eve)).toEqual(['ce', 've']);
  await header([',,,ce,,,,Region=West,,']);
  expect(await linesOf(eve)).toEqual(['ce', 'ce', 've']);
  await undoUserAct(world.context, { actId });
  expect(await linesOf(eva)).toEqual(['ce', 'ce']);
  expect(await world.context.database.execute(sql`select from user_links where is_undo`)).not.toHaveProperty(
    'rowCount',
    0,
  );
});
