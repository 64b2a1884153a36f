import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenDatabase, openDatabase } from '#lib/db/client.ts';
import { createTestDatabase, type TestDatabase } from '#lib/db/testing.ts';
import { recordHeartbeat } from './heartbeat.ts';
import { readHealth } from './read-health.ts';

let testDatabase: TestDatabase;
let open: OpenDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  open = openDatabase(testDatabase.url);
});

afterAll(async () => {
  await open.close();
  await testDatabase.drop();
});

test('well with a worker that lives, failing once it has been silent for long', async () => {
  const read = () => readHealth(() => open.database);
  expect(await read()).toEqual({ status: 'failing', database: 'ok', worker: 'silent' });
  await recordHeartbeat(open.database, { queued: 3 });
  expect(await read()).toEqual({ status: 'ok', database: 'ok', worker: 'ok' });
  await open.pool.query("update heartbeats set at = now() - interval '1 minute'");
  expect(await read()).toMatchObject({ status: 'failing', worker: 'silent' });
});

test('an unreachable database is an answer, not an exception', async () => {
  const nowhere = openDatabase('postgres://nobody@127.0.0.1:1/nothing');
  expect(await readHealth(() => nowhere.database)).toEqual({
    status: 'failing',
    database: 'unreachable',
    worker: 'unknown',
  });
  await nowhere.close();
});
