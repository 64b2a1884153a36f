/** Status of a run: `running` when launched, from then on derived from its parts. */
import { eq, sql } from 'drizzle-orm';
import { runProviders, runs } from '#lib/platform/db/schema/runs.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';

/** Parts without changes are finished at once. The caller holds the run's row. */
export async function launchRun(database: Queryable, runId: number): Promise<void> {
  await database.execute(sql`
    update run_providers set state = case when change = 0 then 'finished' else 'waiting' end, queued_all = change = 0,
      ended_at = case when change = 0 then now() end
    where ${runProviders.runId} = ${runId}`);
  await database
    .update(runs)
    .set({ status: 'running', startedAt: sql`now()`, problem: null })
    .where(eq(runs.id, runId));
}

/** Paused when all that is left is; else finished, or cancelled where a part was. */
export async function deriveStatus(database: Queryable, runId: number): Promise<void> {
  await database.execute(sql`
    update runs r set status = s.status, ended_at = case when s.status in ('finished', 'cancelled') then now() end
    from (
      select case
        when bool_or(state in ('waiting', 'running') or (state = 'cancelled' and ended_at is null)) then 'running'
        when bool_or(state = 'paused') then 'paused'
        when bool_or(state = 'cancelled') then 'cancelled'
        else 'finished' end as status
      from run_providers where run_id = ${runId}
    ) s
    where r.id = ${runId} and r.status in ('running', 'paused') and r.status <> s.status`);
}
