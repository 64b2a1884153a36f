/** `kill -9` of the worker during a run: how soon another continues, and which calls were repeated. */
import type { Context } from '#lib/platform/context.ts';
import { startMeasured, until } from './measure-run.ts';
import { startBenchWorker } from './start-worker.ts';

export type Kill = { takeoverMs: number; repeated: number; lost: number };

/** `countCalls`: taken by the provider so far. */
export async function measureKill(
  context: Context,
  resources: AsyncDisposableStack,
  {
    environment,
    changes,
    countCalls,
  }: {
    environment: Record<string, string>;
    changes: number;
    countCalls: () => Promise<number>;
  },
): Promise<Kill> {
  const doomed = startBenchWorker(resources, environment);
  const before = await countCalls();
  const runId = await startMeasured(context, changes);
  await until(context, runId, ({ done }) => done > changes * 0.3);
  const killedAt = performance.now();
  await doomed.kill();
  const left = await until(context, runId, () => true);
  const heir = startBenchWorker(resources, environment);
  await until(context, runId, ({ done }) => done > left.done);
  const takeoverMs = performance.now() - killedAt;
  const { accepted } = await until(context, runId, ({ status }) => status === 'finished');
  await heir.stop();
  return { takeoverMs, repeated: (await countCalls()) - before - changes, lost: changes - accepted };
}
