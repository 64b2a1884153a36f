/** Plans, queues, cancels and ends runs, whenever a member asked for something or a moment has passed. */
import type { Workshop } from '#lib/changes/execute-change.ts';
import { advanceRuns, planWaiting } from '#lib/runs/advance-runs.ts';
import { forgetTargets } from '#lib/runs/forget-targets.ts';
import { repeat } from './repeat.ts';

const advanceEveryMs = 250;
const planEveryMs = 150;
const forgetEveryMs = 3_600_000;

/** Until `stopping`. Plans are made beside everything else: a large one holds nothing up. */
export async function tendRuns({ database, providers }: Workshop, stopping: AbortSignal): Promise<void> {
  await Promise.all([
    repeat('Plans', planEveryMs, stopping, async () => (await planWaiting(database, providers)) > 0),
    repeat('Runs', advanceEveryMs, stopping, () => advanceRuns(database)),
    repeat('Old plans', forgetEveryMs, stopping, async () => (await forgetTargets(database)) > 0),
  ]);
}
