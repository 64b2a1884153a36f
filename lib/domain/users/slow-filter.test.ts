import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '#lib/platform/context.ts';
import { openDatabase } from '#lib/platform/db/client.ts';
import { createRegistry } from '#lib/providers/registry.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { failureResponse } from '#lib/web/route-context.ts';
import { countUsers } from './count-users.ts';
import { listUsers } from './list-users.ts';

const place = await createTestDatabase();
const impatient = openDatabase(place.url, { statementTimeoutMs: 150 });
const providers = createRegistry({ vero: null, cerego: null, capillary: null, fragment: null });
const context: Context = {
  actor: { memberId: null, name: 'Vera', role: 'viewer' },
  database: impatient.database,
  providers,
};

// A lock stands for a slow database: statements wait for ever.
const lock = await impatient.pool.connect();
beforeAll(async () => {
  await lock.query('begin');
  await lock.query('lock table users');
});
afterAll(async () => {
  await lock.query('rollback');
  lock.release();
  await providers.close();
  await impatient.close();
  await place.drop();
});

test('a filter that the database gives up is said so, with what to do', async () => {
  for (const verb of [listUsers, countUsers]) {
    await expect(verb(context, { q: 'an' })).rejects.toMatchObject({
      code: 'too-slow',
      message: expect.stringContaining('Make it narrower'),
    });
  }
});

test('the route answers 503 with the same words', async () => {
  const refusal = await listUsers(context, { q: 'an' }).catch((error: unknown) => error);
  const response = failureResponse(refusal);
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ error: { code: 'too-slow' } });
});

test('the next filter is answered as if nothing had happened', async () => {
  await lock.query('rollback');
  expect(await listUsers(context, { q: 'an' })).toMatchObject({ users: [], count: 0 });
});
