import { afterAll, beforeAll, expect, test } from 'vitest';
import { advanceRuns, planWaiting } from '#lib/domain/runs/advance-runs.ts';
import { createRun } from '#lib/domain/runs/create-run.ts';
import { startRun } from '#lib/domain/runs/start-run.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd } from '#lib/testing/worker.ts';
import { createProviderWork } from './provider-work.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await createTestEnvironment();
});
afterAll(() => env.stop());

async function queued(first: number, users: number): Promise<number> {
  const { context } = env;
  const { runId } = await createRun(context, {
    source: { kind: 'users', userIds: await crowd(env, users, ['vero'], first) },
    operations: [{ provider: 'vero', operations: [{ verb: 'add', key: 'turns', value: null }] }],
  });
  await planWaiting(context.database, context.providers);
  await startRun(context, { runId, confirmCount: users });
  while (await advanceRuns(context.database));
  return runId;
}

test('where a provider takes one call at a time, runs take turns, and the longer one goes on alone', async () => {
  const [long, short, other] = [await queued(1, 6), await queued(100, 2), await queued(200, 2)];
  const work = createProviderWork(env.context.database, 'vero');
  const served: (number | null)[] = [];
  for (let turn = 0; turn < 10; turn += 1) {
    const [change] = await work.claim(await work.readActive(), 1);
    served.push(change?.runId ?? null);
  }
  expect(served).toEqual([long, short, other, long, short, other, long, long, long, long]);
});
