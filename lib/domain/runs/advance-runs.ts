/** Steps of runs other than sending; any worker may take them: each holds a row and repeats nothing. */
import { sql } from 'drizzle-orm';
import { nextLookMs } from '#lib/domain/changes/look-schedule.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { catalog } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { followTag } from './follow-tag.ts';
import { type PlanProviders, planNext } from './plan-next.ts';
import { queueChanges } from './queue-changes.ts';
import { deriveStatus } from './run-status.ts';
import { startDue } from './start-scheduled.ts';

/** True: there is more to do at once. */
export async function advanceRuns(database: Database): Promise<boolean> {
  await startDue(database);
  const steps = await Promise.all([queueChanges(database), closeCancelled(database)]);
  await finishProviders(database);
  return steps.some((step) => step !== false && step !== 0);
}

export async function planWaiting(database: Database, providers: PlanProviders): Promise<number> {
  let planned = 0;
  while ((await planNext(database, providers)) !== null) planned += 1;
  return planned;
}

/** When every target is in the ledger and none is open. */
async function finishProviders(database: Database): Promise<void> {
  const ended = await runPlannedStatement<{ runId: number }>(
    database,
    sql`
    update run_providers l set ended_at = now(), rate = null,
      state = case when state = 'cancelled' then 'cancelled' else 'finished' end
    where l.state in ('waiting', 'running', 'paused', 'cancelled') and l.ended_at is null and l.queued_all
      and l.confirmed + l.accepted + l.refused + l.failed + l.unknown + l.cancelled + l.no_op >= l.change
    returning l.run_id as "runId"`,
  );
  for (const runId of new Set(ended.map((row) => row.runId))) {
    await inTransaction(database, async (transaction) => {
      await deriveStatus(transaction, runId);
      await followTag(transaction, runId);
    });
  }
}

const batchSize = 5_000;
const readable = providerIds.filter((id) => catalog[id].canRead);
const cancelled = { outcome: 'cancelled', code: null, message: null, hint: null };
const lost = {
  outcome: 'unknown',
  code: null,
  message: 'The answer to an earlier attempt was lost, and the run was cancelled.',
  hint: null,
};

/** A line whose sender died is unknown, not cancelled: it is only looked up. Gives how many were closed. */
async function closeCancelled(database: Database): Promise<number> {
  const { rowCount } = await database.execute(sql`
    with due as (
      select c.id from run_providers l join changes c on c.run_id = l.run_id and c.provider = l.provider
      where l.state = 'cancelled' and l.ended_at is null and c.state in ('queued', 'in-doubt')
      limit ${batchSize} for update of c skip locked
    )
    update changes c set state = 'closed', closed_at = now(), lease_until = null,
      outcome = case c.state when 'queued' then 'cancelled' else 'unknown' end,
      settle_at = case when c.state = 'in-doubt' and c.provider = any(${sql.param(readable)}::text[])
        then now() + make_interval(secs => ${(nextLookMs(0) ?? 0) / 1000}::float8) end,
      unknown_at = case when c.state = 'in-doubt' then now() end, suspect = false,
      -- What was sent again has outcomes of before: they are still all that is known of it.
      outcomes = case when c.state = 'in-doubt' and c.outcomes is not null then c.outcomes else (select jsonb_agg(w.outcome) from jsonb_array_elements(c.operations)
        cross join lateral (select case c.state when 'queued' then ${JSON.stringify(cancelled)}::jsonb
          else ${JSON.stringify(lost)}::jsonb end as outcome) w) end
    from due where c.id = due.id`);
  return rowCount ?? 0;
}
