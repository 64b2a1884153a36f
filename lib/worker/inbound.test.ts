/** What webhooks told, over worker processes that die. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { eventsOf, type InboundPlace, openInbound, updated } from '#lib/testing/inbound.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { startWorker, until } from '#lib/testing/worker.ts';

let env: TestEnvironment;
let place: InboundPlace;
beforeAll(async () => {
  env = await createTestEnvironment();
  place = await openInbound(env);
});
afterAll(async () => {
  await place.stop();
  await env.stop();
  vi.unstubAllEnvs();
});

const count = async (statement: ReturnType<typeof sql>) =>
  (await runPlannedStatement(env.context.database, statement)).length;

test('a worker that is killed while it applies costs at most a minute, and nothing is applied twice', async () => {
  const userId = await env.person({ vero: '42' });
  const child = spawn(process.execPath, [new URL('./main.ts', import.meta.url).pathname], {
    env: { ...process.env, ...env.environment },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  // Holds whoever applies in the middle of its transaction.
  const holder = await env.open.pool.connect();
  await holder.query('begin');
  await holder.query('select from identities where user_id = $1 for update', [userId]);
  for (const tag of ['a', 'b', 'c']) expect((await place.post(updated(42, [tag]))).status).toBe(200);
  const waits = sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await until(async () => (await count(waits)) > 0, 20_000);
  child.kill('SIGKILL');
  await ended;
  await holder.query('rollback');
  holder.release();
  expect(new Set((await eventsOf(env)).map(({ state }) => state))).toEqual(new Set(['kept']));
  const killedAt = Date.now();
  const workers = [startWorker(env), startWorker(env)];
  await until(async () => (await eventsOf(env)).every(({ state }) => state === 'found'), 60_000);
  expect(Date.now() - killedAt).toBeLessThan(60_000);
  for (const worker of workers) await worker.stop();
  expect(await count(sql`select from changes where user_id = ${userId} and kind = 'refresh'`)).toBe(3);
  expect(
    await count(sql`select from identity_tags it join identities i on i.id = it.identity_id
    where i.user_id = ${userId}`),
  ).toBe(3);
}, 90_000);
