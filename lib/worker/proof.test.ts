/** Additions at Capillary in runs: proved many at a time, and not before. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd, planned, runWhen, started, startWorker, until, writesPerUser } from '#lib/testing/worker.ts';

let env: TestEnvironment;
const stops: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  env = await createTestEnvironment();
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await env.stop();
});

const label = { verb: 'add' as const, key: 'Lapsed', value: null };
const give = (userIds: number[]) => ({
  source: { kind: 'users' as const, userIds },
  operations: [{ provider: 'capillary' as const, operations: [label] }],
});

const calls = async () =>
  (await env.control('GET', 'log?provider=capillary')) as { method: string; path: string }[];

function spawnWorker(): ChildProcess {
  const worker = spawn(process.execPath, [new URL('./main.ts', import.meta.url).pathname], {
    env: { ...process.env, ...env.environment },
    stdio: 'ignore',
  });
  stops.push(async () => worker.kill('SIGKILL'));
  return worker;
}

test('a run gives 200 customers a label in less than 1.3 calls each, as its plan says', async () => {
  const ids = await crowd(env, 200, ['capillary']);
  stops.push(startWorker(env).stop);
  const plan = await planned(env, give(ids));
  expect(plan.providers[0]?.plan).toMatchObject({ change: 200, calls: 213 });
  const runId = await started(env, give(ids));
  const { counts } = await runWhen(env, runId, ({ status }) => status === 'finished', 30_000);
  expect(counts).toMatchObject({ confirmed: 200, unknown: 0 });
  expect((await calls()).length).toBeLessThan(200 * 1.3);
  // Removals are read per customer.
  const away = await planned(env, {
    ...give(ids.slice(0, 20)),
    operations: [{ provider: 'capillary', operations: [{ ...label, verb: 'remove' }] }],
  });
  expect(away.providers[0]?.plan).toMatchObject({ change: 20, calls: 40 });
}, 60_000);

test('what was sent and not proved yet when the worker is killed is looked up, not closed and not sent again', async () => {
  await env.control('POST', 'faults', {
    provider: 'capillary',
    kind: 'slow',
    delayMs: 8_000,
    match: { path: 'labels/search' },
    times: null,
  });
  const ids = await crowd(env, 30, ['capillary']);
  const first = spawnWorker();
  const runId = await started(env, give(ids));
  await until(async () => (await calls()).filter(({ method }) => method === 'POST').length === 30, 20_000);
  first.kill('SIGKILL');
  await once(first, 'exit');
  expect((await runWhen(env, runId, () => true)).done).toBe(0);
  await env.control('DELETE', 'faults');
  spawnWorker();
  const { counts } = await runWhen(env, runId, ({ status }) => status === 'finished', 60_000);
  expect(counts).toMatchObject({ confirmed: 30, unknown: 0, failed: 0 });
  expect([...(await writesPerUser(env, 'capillary')).values()]).toEqual(Array(30).fill(1));
}, 120_000);
