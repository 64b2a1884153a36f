/** Plans, queues, cancels and ends runs, whenever a member asked for something or a moment has passed. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '#lib/db/client.ts';
import { advanceRuns, planWaiting } from '#lib/runs/advance-runs.ts';

const advanceEveryMs = 250;
const planEveryMs = 150;

/** Until `stopping`. Plans are made beside everything else: a large one holds nothing up. */
export async function tendRuns(database: Database, stopping: AbortSignal): Promise<void> {
  await Promise.all([
    repeat('Plans', planEveryMs, stopping, async () => (await planWaiting(database)) > 0),
    repeat('Runs', advanceEveryMs, stopping, () => advanceRuns(database)),
  ]);
}

/** `step` gives true when there is more to do at once. */
async function repeat(
  what: string,
  everyMs: number,
  stopping: AbortSignal,
  step: () => Promise<boolean>,
): Promise<void> {
  while (!stopping.aborted) {
    let more = false;
    try {
      more = await step();
    } catch (error) {
      // A database that restarts comes back; what was due stays due.
      console.error(`${what} were held up:`, error instanceof Error ? (error.cause ?? error.message) : error);
    }
    if (!more) await pause(everyMs, undefined, { signal: stopping }).catch(() => undefined);
  }
}
