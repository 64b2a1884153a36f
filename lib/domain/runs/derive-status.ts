/** A started run's status follows its lanes. */
import { sql } from 'drizzle-orm';
import type { Queryable } from '#lib/platform/db/transaction.ts';

/** running while any lane moves; paused when all that is left is; else finished, or cancelled where a lane was. */
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
