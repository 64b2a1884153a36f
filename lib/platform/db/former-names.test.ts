/** An instance of the version before goes on in a database whose tables were renamed, until it is replaced. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '#lib/testing/database.ts';
import type { OpenDatabase } from './client.ts';

let open: OpenDatabase;
beforeAll(async () => {
  open = await openTestDatabase();
});
afterAll(() => open.close());

const query = async (statement: string) => (await open.pool.query(statement)).rows;

test('takes, renews and shows a lease', async () => {
  const hold = (owner: string) =>
    query(`
      insert into lanes as l (provider, owner, lease_until, per_second, concurrent)
      values ('vero', '${owner}', now() + interval '6 s', 20, 4)
      on conflict (provider) do update set owner = excluded.owner, lease_until = excluded.lease_until
      where l.owner = excluded.owner or l.lease_until < now()
      returning l.owner, l.state, l.resumes`);
  expect(await hold('before')).toEqual([{ owner: 'before', state: 'ready', resumes: 0 }]);
  expect(await hold('before')).toHaveLength(1);
  expect(await hold('other')).toEqual([]);
  await query(`update lanes set state = 'open' where provider = 'vero' and owner = 'before'`);
  expect(await query('select owner, state from provider_leases')).toEqual([
    { owner: 'before', state: 'open' },
  ]);
});

test('plans, locks and moves a provider’s part of a run, whose counts follow the ledger', async () => {
  await query(`insert into run_lanes (run_id, provider, change) values (1, 'vero', 2)`);
  expect(await query(`select state, let_pass from run_lanes where run_id = 1 for update`)).toEqual([
    { state: 'planned', let_pass: [] },
  ]);
  await query(`update run_lanes l set state = 'running' where l.run_id = 1`);
  await query(`
    insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, run_id, state, outcome)
    values ('tags', 1, 1, 'vero', '1', 'Ana', '[]', 1, 'closed', 'accepted')`);
  const counted = [{ state: 'running', change: 2, accepted: 1 }];
  expect(await query('select state, change, accepted from run_lanes')).toEqual(counted);
  expect(await query('select state, change, accepted from run_providers')).toEqual(counted);
});

test('asks for mirrors and closes a line', async () => {
  const [user] = await query(`insert into users (name) values ('Ada') returning id`);
  const [{ id }] = await query(
    `insert into identities (user_id, provider, external_id) values (${user.id}, 'vero', 'a1') returning id`,
  );
  expect(await query(`select * from mirrors_now(array[${id}]::bigint[])`)).toEqual([{ id, tags: [] }]);
  const [line] = await query(`
    insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, before, state, attempts)
    values ('tags', ${user.id}, ${id}, 'vero', 'a1', 'Ana', '[]', '[]', 'sending', 1) returning id`);
  const sent = {
    id: line.id,
    identity_id: id,
    attempts: 1,
    was_read: false,
    outcomes: [],
    outcome: 'accepted',
    after: [],
    exchanges: [],
    settle_in_ms: null,
    duration_ms: 5,
  };
  const close = () =>
    query(`select close_as_found('${JSON.stringify(sent)}', '[]', '[]') is not null as closed`);
  expect(await close()).toEqual([{ closed: true }]);
  expect(await close()).toEqual([{ closed: false }]);
});
