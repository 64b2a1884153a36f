import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd, runWhen, started, writesPerUser } from '#lib/testing/worker.ts';

let env: TestEnvironment;
const workers: ChildProcess[] = [];
beforeAll(async () => {
  env = await createTestEnvironment({ VERO_MAX_CONCURRENT: '4' });
});
afterAll(async () => {
  for (const worker of workers) if (worker.exitCode === null) worker.kill('SIGKILL');
  await env.stop();
});

function spawnWorker(): ChildProcess {
  const worker = spawn(process.execPath, [new URL('./main.ts', import.meta.url).pathname], {
    env: { ...process.env, ...env.environment },
    stdio: 'ignore',
  });
  workers.push(worker);
  return worker;
}

test('a killed worker’s run is taken over within 15 seconds, with nothing lost and no other call repeated', async () => {
  await env.control('PUT', 'settings', { writeLatencyMs: { min: 50, max: 50 } });
  const ids = await crowd(env, 400, ['capillary', 'vero']);
  const first = spawnWorker();
  const second = spawnWorker();
  const runId = await started(env, {
    source: { kind: 'users', userIds: ids },
    operations: [
      { provider: 'capillary', operations: [{ verb: 'add', key: 'Lapsed', value: null }] },
      { provider: 'vero', operations: [{ verb: 'add', key: 'kept', value: null }] },
    ],
  });
  await runWhen(env, runId, ({ done }) => done > 40);
  const killedAt = Date.now();
  for (const worker of [first, second]) {
    worker.kill('SIGKILL');
    await once(worker, 'exit');
  }
  const left = await runWhen(env, runId, () => true);
  spawnWorker();
  await runWhen(env, runId, ({ done }) => done > left.done, 20_000);
  expect(Date.now() - killedAt).toBeLessThan(15_000);
  const run = await runWhen(env, runId, ({ status }) => status === 'finished', 60_000);
  expect(run.counts).toMatchObject({ confirmed: 400, accepted: 400, failed: 0, unknown: 0 });
  // Capillary is looked up, not sent again. Vero takes repeats without harm.
  expect(Math.max(...(await writesPerUser(env, 'capillary')).values())).toBe(1);
  const repeated = [...(await writesPerUser(env, 'vero')).values()].filter((writes) => writes > 1);
  expect(repeated.length).toBeLessThanOrEqual(8);
}, 120_000);
