/** The moment in which a plan becomes a running run. */
import { eq, sql } from 'drizzle-orm';
import { runLanes, runs } from '#lib/platform/db/schema/runs.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';

/** Lanes without changes are finished at once. The caller holds the run's row. */
export async function launchRun(database: Queryable, runId: number): Promise<void> {
  await database.execute(sql`
    update run_lanes set state = case when change = 0 then 'finished' else 'waiting' end, queued_all = change = 0,
      ended_at = case when change = 0 then now() end
    where ${runLanes.runId} = ${runId}`);
  await database
    .update(runs)
    .set({ status: 'running', startedAt: sql`now()`, problem: null })
    .where(eq(runs.id, runId));
}
