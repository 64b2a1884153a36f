/** The production worker as a process that can be killed. */
import { startChild } from '#lib/tooling/cli/child.ts';
import { workerArgs } from '#lib/tooling/cli/heap-limits.ts';
import { testEnvironment } from '#lib/tooling/cli/test-environment.ts';
import { residentMegabytes } from '../system/processes.ts';

export type BenchWorker = {
  /** MiB; null: unknown. */
  memory(): number | null;
  kill(): Promise<void>;
  stop(): Promise<void>;
};

/** Connects it to a database and a world. */
export function startBenchWorker(
  resources: AsyncDisposableStack,
  environment: Record<string, string>,
): BenchWorker {
  const child = startChild({
    name: 'worker',
    parameters: workerArgs,
    environment: { ...testEnvironment(process.env), ...environment, TAGDESK_SANDBOX: '0' },
  });
  resources.defer(() => child.stop(5_000));
  return {
    memory: () => residentMegabytes(child.pid),
    kill: async () => {
      process.kill(child.pid, 'SIGKILL');
      await child.ended;
    },
    stop: () => child.stop(10_000),
  };
}
