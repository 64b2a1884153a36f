import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenDatabase } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { openTestDatabase } from '#lib/testing/database.ts';
import { hasNews, writeRefs } from './user-refs.ts';

let open: OpenDatabase;
beforeAll(async () => {
  open = await openTestDatabase();
});
afterAll(() => open.close());

type ThereUser = { id: string; other: string | null };

const everybody = fc
  .uniqueArray(fc.option(fc.constantFrom('E1', 'E2', 'E3', 'F1', 'F2', 'F3')), {
    minLength: 3,
    maxLength: 3,
    selector: (other) => other ?? Symbol('none'),
  })
  .map((others) =>
    others.map((other, index): ThereUser => {
      const id = `F${index + 1}`;
      return { id, other: other === id ? null : other };
    }),
  );

const findThere = (users: readonly ThereUser[], ref: string) =>
  users.find(({ id }) => id === ref) ?? users.find(({ other }) => other === ref) ?? null;

async function enter(refs: readonly string[]): Promise<Map<string, number>> {
  await open.database.execute(sql`delete from users`);
  const rows = await runPlannedStatement<{ id: number; ref: string }>(
    open.database,
    sql`with people as (insert into users (name) select 'Person ' || ref from unnest(${sql.param([...refs])}::text[]) ref
        returning id, substr(name, 8) as ref)
      insert into identities (user_id, provider, external_id) select id, 'fragment', ref from people
      returning id, external_id as ref`,
  );
  return new Map(rows.map(({ id, ref }) => [ref, id]));
}

const marks = () =>
  runPlannedStatement<{ ref: string; sameAs: string | null; ownId: string | null }>(
    open.database,
    sql`select i.external_id as ref, o.external_id as "sameAs", r.ref as "ownId" from identities i
      left join identities o on o.id = i.same_as_id
      left join identity_refs r on r.identity_id = i.id and r.is_own_id order by 1`,
  );

test('of the identities of one user exactly one can be changed, and nobody else is taken for that user', async () => {
  await fc.assert(
    fc.asyncProperty(
      everybody,
      fc.shuffledSubarray(['E1', 'E2', 'E3', 'F1', 'F2', 'F3'], { minLength: 2 }),
      fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
      fc.boolean(),
      async (users, entered, order, together) => {
        const ids = await enter(entered);
        const told = entered.flatMap((ref) => {
          const found = findThere(users, ref);
          return found ? [{ identityId: ids.get(ref) ?? 0, provider: 'fragment' as const, refs: found }] : [];
        });
        // Readings may repeat; each user is read at least once.
        const readings = [...order.flatMap((place) => told[place % Math.max(1, told.length)] ?? []), ...told];
        if (together) await writeRefs(open.database, told);
        for (const reading of readings) await writeRefs(open.database, [reading]);
        const known = await marks();
        const free = (user: ThereUser) =>
          known.filter(({ ref, sameAs }) => findThere(users, ref) === user && sameAs === null);
        for (const user of users) {
          const theirs = entered.filter((ref) => findThere(users, ref) === user);
          // An external id that is another user's id: two users, not one.
          const clashes = users.some((other) => other !== user && other.other === user.id);
          if (!clashes) expect(free(user)).toHaveLength(Math.min(1, theirs.length));
        }
        for (const { ref, sameAs, ownId } of known) {
          if (sameAs === null) continue;
          expect(findThere(users, sameAs)).toBe(findThere(users, ref));
          expect(ownId).toBeNull();
          expect(known.find((other) => other.ref === sameAs)?.ownId).toBe(findThere(users, ref)?.id);
        }
      },
    ),
    { numRuns: 120 },
  );
}, 60_000);

test('somebody who was deleted there and made anew is known by the new id', async () => {
  const ids = await enter(['acct', 'user_1', 'user_2']);
  const tell = (ref: string, id: string) =>
    writeRefs(open.database, [
      { identityId: ids.get(ref) ?? 0, provider: 'fragment', refs: { id, other: 'acct' } },
    ]);
  await tell('acct', 'user_1');
  expect(await marks()).toMatchObject([
    { ref: 'acct', sameAs: 'user_1' },
    { ref: 'user_1', ownId: 'user_1' },
    { ref: 'user_2', sameAs: null },
  ]);
  await tell('acct', 'user_2');
  expect(await marks()).toMatchObject([
    { ref: 'acct', sameAs: 'user_2' },
    { ref: 'user_1', sameAs: null },
    { ref: 'user_2', sameAs: null, ownId: 'user_2' },
  ]);
});

test('an id that is corrected forgets what was told of the former one', async () => {
  const ids = await enter(['typo', 'user_1']);
  await writeRefs(open.database, [
    { identityId: ids.get('typo') ?? 0, provider: 'fragment', refs: { id: 'user_1', other: 'typo' } },
  ]);
  expect(await marks()).toMatchObject([{ ref: 'typo', sameAs: 'user_1' }, { ref: 'user_1' }]);
  await open.database.execute(sql`update identities set external_id = 'right' where external_id = 'typo'`);
  expect(await marks()).toMatchObject([{ ref: 'right', sameAs: null }, { ref: 'user_1' }]);
  const refs = await runPlannedStatement<{ ref: string }>(
    open.database,
    sql`select ref from identity_refs order by 1`,
  );
  expect(refs.map(({ ref }) => ref)).toEqual(['right', 'user_1']);
});

test.each([
  [{ id: null, all: ['acct'] }, true],
  [{ id: 'user_1', all: ['acct', 'user_1'] }, false],
  [{ id: 'user_1', all: ['user_1', 'acct', 'former'] }, true],
  [{ id: 'user_1', all: ['user_1'] }, true],
  [{ id: 'user_0', all: ['acct', 'user_0'] }, true],
])('what is known already is not written again: %j', (known, isNews) => {
  expect(hasNews(known, 'acct', { id: 'user_1', other: 'acct' })).toBe(isNews);
});
