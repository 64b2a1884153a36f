import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenDatabase, openDatabase } from '#lib/platform/db/client.ts';
import { createTestDatabase, type TestDatabase } from '#lib/testing/database.ts';
import { type ClaimedChange, claimChanges } from './claim-changes.ts';
import { closeChanges } from './close-changes.ts';
import { plainOutcome } from './outcomes.ts';

let database: TestDatabase;
let open: OpenDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  open = openDatabase(database.url, { max: 1 });
});
afterAll(async () => {
  await open.close();
  await database.drop();
});

const idsOf = async (text: ReturnType<typeof sql>): Promise<number[]> =>
  (await open.database.execute<{ id: number }>(text)).rows.map(({ id }) => Number(id));

const large = ['changes', 'identities', 'identity_tags', 'users'];

/** Rows of large tables that sequential scans read. */
async function scanned(): Promise<number> {
  await open.database.execute(sql`select pg_stat_force_next_flush()`);
  const { rows } = await open.database.execute<{ count: string }>(
    sql`select sum(seq_tup_read) as count from pg_stat_user_tables where relname = any(${sql.param(large)}::name[])`,
  );
  return Number(rows[0]?.count);
}

async function queue(count: number): Promise<number[]> {
  await open.database.execute(sql`
    with people as (insert into users (name, email, search, identity_mask)
      select 'P', '', '', 1 from generate_series(1, ${count}::int) returning id)
    insert into identities (user_id, provider, external_id) select id, 'vero', id::text from people`);
  await open.database.execute(sql`
    with tag as (insert into tags (provider, key, value) values ('vero', ${`of ${count}`}, null) returning id)
    insert into identity_tags (identity_id, tag_id, proof) select i.id, tag.id, 'accepted'
    from tag, (select id from identities order by id desc limit ${count}) i`);
  return idsOf(sql`
    insert into changes (kind, user_id, identity_id, provider, external_id, operations, actor, note)
    select 'tags', i.user_id, i.id, i.provider, i.external_id, '[{"verb":"add","key":"A","value":null}]', 'system', ''
    from identities i order by i.id desc limit ${count} returning id`);
}

const closed = (change: ClaimedChange) => ({
  change,
  outcomes: [plainOutcome('accepted')],
  shown: null,
  exchanges: [],
  settleInMs: null,
});

test('who claims and closes reads nothing but those lines, also where the ledger was empty at first', async () => {
  const first = await queue(8);
  await open.database.execute(sql`vacuum analyze changes, identities, identity_tags, users`);
  for (const id of first) {
    const claimed = await claimChanges(open.database, [id]);
    await closeChanges(open.database, claimed.map(closed));
  }
  const ids = await queue(4_000);
  const before = await scanned();
  const claimed = await claimChanges(open.database, ids.slice(0, 200));
  expect(claimed).toHaveLength(200);
  expect((await scanned()) - before).toBe(0);
  await closeChanges(open.database, claimed.map(closed));
  expect((await scanned()) - before).toBe(0);
});
