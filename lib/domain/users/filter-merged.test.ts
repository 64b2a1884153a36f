/** Filters over the past and rows of files find who a merged user is now. */
import { sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mergeUsers } from '#lib/domain/identities/merge-users.ts';
import { undoUserAct } from '#lib/domain/identities/undo-act.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { openTestContext, type TestContext } from '#lib/testing/users.ts';
import { listUsers } from './list-users.ts';
import { readFilter } from './read-filter.ts';

let world: TestContext;
beforeAll(async () => {
  world = await openTestContext('admin');
});
afterAll(() => world.close());

const size = 7;
const members = ['ana', 'ben'] as const;
const firstUser = fc.integer({ min: 0, max: size - 1 });
const past = fc.record({
  lines: fc.array(
    fc.record({ user: firstUser, member: fc.constantFrom(...members), run: fc.integer({ min: 1, max: 2 }) }),
    {
      maxLength: 8,
    },
  ),
  imported: fc.uniqueArray(firstUser, { maxLength: 4 }),
  merges: fc.array(fc.tuple(firstUser, firstUser), { maxLength: 5 }),
});
/** What is written is never removed: each world has its own marks. */
let worlds = 0;
const mark = () => `mark${worlds}x`;
const mailOf = (name: string) => `${name}${worlds}@team.example`;

async function write(pastOf: { lines: { user: number; member: string; run: number }[]; imported: number[] }) {
  const { pool } = world;
  worlds += 1;
  for (const name of members)
    await pool.query('insert into members (id, name, email) values ($1, $1, $1)', [mailOf(name)]);
  const { rows } = await pool.query<{ id: number }>(
    `insert into users (name) select $2 || ' ' || n from generate_series(1, $1::int) n returning id`,
    [size, mark()],
  );
  const ids = rows.map(({ id }) => Number(id));
  for (const { user, member, run } of pastOf.lines)
    await pool.query(
      `insert into changes (kind, user_id, identity_id, provider, external_id, member_id, actor, operations, state,
         outcome, outcomes, run_id) values ('tags', $1, 1, 'vero', 'x', $2, $2, '[]', 'closed', 'no-op', '[]', $3)`,
      [ids[user], mailOf(member), worlds * 10 + run],
    );
  await pool.query(
    `insert into import_batches (import_id, user_ids, identity_ids, renamed, lines_after, lines_through)
     values ($1, $2, '{}', '[]', 0, 0)`,
    [worlds, pastOf.imported.map((user) => ids[user])],
  );
  await pool.query('select refresh_users($1::bigint[])', [ids]);
  return ids;
}

const found = async (q: string) =>
  (await listUsers(world.context, { q: `${mark()} ${q}` })).users.map(({ id }) => id).sort((a, b) => a - b);

test('where nobody is merged the statement is as ever; else the merged are looked at once', async () => {
  const ids = await write({ lines: [], imported: [] });
  const statementOf = async (q: string) => {
    const { condition } = await readFilter(world.context.database, q);
    return new PgDialect().sqlToQuery(condition ?? sql`true`);
  };
  const terms = ['changed-by:ana@team.example', 'run:1', 'import:1', 'import:1.new'];
  for (const q of terms) expect((await statementOf(q)).sql).not.toMatch(/merged_users|user_now/);
  await mergeUsers(world.context, { userId: ids[0], otherId: ids[1] });
  for (const q of terms) expect((await statementOf(q)).sql).toMatch(/merged_users/);
  expect((await statementOf('prospect')).sql).not.toMatch(/merged_users/);
  const { condition } = await readFilter(world.context.database, 'run:1');
  const [{ 'QUERY PLAN': plan } = { 'QUERY PLAN': null }] = await runPlannedStatement<
    Record<string, unknown>
  >(world.context.database, sql`explain (format json) select id from users where ${condition ?? sql`true`}`);
  expect(JSON.stringify(plan)).toMatch(/hashed SubPlan/);
});

test('a filter finds those to whom it happened, as who they are now, and not otherwise', async () => {
  await fc.assert(
    fc.asyncProperty(past, async ({ merges, ...before }) => {
      const ids = await write(before);
      const now = new Map(ids.map((id) => [id, id]));
      const acts: number[] = [];
      const who = (id: number): number => (now.get(id) === id ? id : who(now.get(id) ?? id));
      for (const [one, other] of merges) {
        const [userId, otherId] = [who(ids[one] ?? 0), who(ids[other] ?? 0)];
        if (userId === otherId) continue;
        acts.push((await mergeUsers(world.context, { userId, otherId })).actId);
        now.set(otherId, userId);
      }
      const expected = (users: number[], as: (id: number) => number) =>
        [...new Set(users.map((user) => as(ids[user] ?? 0)))].sort((a, b) => a - b);
      const check = async (as: (id: number) => number) => {
        const everybody = expected([...ids.keys()], as);
        for (const name of members) {
          const mine = before.lines.filter(({ member }) => member === name).map(({ user }) => user);
          expect(await found(`changed-by:${mailOf(name)}`)).toEqual(expected(mine, as));
          const others = everybody.filter((id) => !expected(mine, as).includes(id));
          expect(await found(`not changed-by:${mailOf(name)}`)).toEqual(others);
        }
        const ofRun = before.lines.filter(({ run }) => run === 1).map(({ user }) => user);
        expect(await found(`run:${worlds * 10 + 1}`)).toEqual(expected(ofRun, as));
        expect(await found(`import:${worlds}`)).toEqual(expected(before.imported, as));
      };
      await check(who);
      for (const actId of acts.toReversed()) await undoUserAct(world.context, { actId });
      await check((id) => id);
    }),
    { numRuns: 25 },
  );
});
