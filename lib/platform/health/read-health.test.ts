import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type OpenDatabase, openDatabase } from '#lib/platform/db/client.ts';
import { createTestDatabase, openTestDatabase } from '#lib/testing/database.ts';
import manifest from '../../../package.json' with { type: 'json' };
import { recordHeartbeat } from './heartbeat.ts';
import { instanceVariable } from './instance.ts';
import { readHealth } from './read-health.ts';
import { readReadiness } from './read-readiness.ts';

const { version } = manifest;
let open: OpenDatabase;

beforeAll(async () => {
  open = await openTestDatabase();
});

afterAll(() => open.close());

test('well with a worker that lives, failing once it has been silent for long', async () => {
  const read = () => readHealth(() => open);
  expect(await read()).toEqual({
    status: 'failing',
    database: 'ok',
    worker: 'silent',
    version,
    message: expect.stringContaining('No worker'),
  });
  await recordHeartbeat(open.database, { queued: 3 });
  expect(await read()).toEqual({ status: 'ok', database: 'ok', worker: 'ok', version });
  await open.pool.query("update heartbeats set at = now() - interval '1 minute'");
  expect(await read()).toMatchObject({ status: 'failing', worker: 'silent' });
});

test('an unreachable database is an answer, not an exception', async () => {
  const nowhere = openDatabase('postgres://nobody@127.0.0.1:1/nothing');
  expect(await readHealth(() => nowhere)).toEqual({
    status: 'failing',
    database: 'unreachable',
    worker: 'unknown',
    version,
    message: expect.stringContaining('cannot be reached'),
  });
  await nowhere.close();
});

test('a database that takes nothing new is failing, with words, though it answers every read', async () => {
  const own = await createTestDatabase();
  const before = openDatabase(own.url);
  await recordHeartbeat(before.database);
  const name = new URL(own.url).pathname.slice(1);
  await before.pool.query(`alter database ${name} set default_transaction_read_only = on`);
  await before.close();
  const closed = openDatabase(own.url);
  expect(await readHealth(() => closed)).toEqual({
    status: 'failing',
    database: 'read-only',
    worker: 'ok',
    version,
    message: expect.stringContaining('read-only'),
  });
  await closed.close();
  await own.drop();
});

test('one worker that lives is enough, and one that is long gone is forgotten', async () => {
  await recordHeartbeat(open.database);
  vi.stubEnv(instanceVariable, 'other');
  await recordHeartbeat(open.database);
  await open.pool.query("update heartbeats set at = now() - interval '1 minute' where name = 'other'");
  expect(await readHealth(() => open)).toMatchObject({ worker: 'ok' });
  await open.pool.query("update heartbeats set at = now() - interval '2 hours' where name = 'other'");
  vi.unstubAllEnvs();
  await recordHeartbeat(open.database);
  const { rows } = await open.pool.query<{ name: string }>('select name from heartbeats');
  expect(rows.map(({ name }) => name)).not.toContain('other');
});

test('ready with the present schema or a newer one, not with an older one or none', async () => {
  const read = () => readReadiness(() => open.database);
  expect(await read()).toEqual({ status: 'ready', database: 'ok', schema: 'current' });
  await open.pool.query(
    "insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', extract(epoch from now()) * 1000 + 1e9)",
  );
  expect(await read()).toMatchObject({ status: 'ready', schema: 'ahead' });
  await open.pool.query(
    'delete from drizzle.__drizzle_migrations where id >= (select max(id) - 1 from drizzle.__drizzle_migrations)',
  );
  expect(await read()).toEqual({ status: 'not-ready', database: 'ok', schema: 'behind' });
  await open.pool.query('drop schema drizzle cascade');
  expect(await read()).toEqual({ status: 'not-ready', database: 'ok', schema: 'behind' });
  const nowhere = openDatabase('postgres://nobody@127.0.0.1:1/nothing');
  expect(await readReadiness(() => nowhere.database)).toMatchObject({ database: 'unreachable' });
  await nowhere.close();
});
