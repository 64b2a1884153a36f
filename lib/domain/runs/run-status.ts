/** How a run's status moves: to running when its plan is launched, and after its lanes from then on. */
import { eq, sql } from 'drizzle-orm';
import { runLanes, runs } from '#lib/platform/db/schema/runs.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';

/** Makes a plan a running run. Lanes without changes are finished at once. The caller holds the run's row. */
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

/**
 * A started run's status from its lanes: running while any lane moves; paused when all that is left is; else finished,
 * or cancelled where a lane was.
 */
export async function deriveStatus(database: Queryable, runId: number): Promise<void> {
  await database.execute(sql`
    update runs r set status = s.status, ended_at = case when s.status in ('finished', 'cancelled') then now() end
    from (
      select case
        when bool_or(state in ('waiting', 'running') or (state = 'cancelled' and ended_at is null)) then 'running'
        when bool_or(state = 'paused') then 'paused'
        when bool_or(state = 'cancelled') then 'cancelled'
        else 'finished' end as status
      from run_lanes where run_id = ${runId}
    ) s
    where r.id = ${runId} and r.status in ('running', 'paused') and r.status <> s.status`);
}
