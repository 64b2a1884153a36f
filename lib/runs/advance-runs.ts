/**
 * Everything about runs that is not sending, as steps that any worker may take at any time: each holds a row while it
 * works and does nothing twice. For the worker.
 */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/db/client.ts';
import { runPlannedStatement } from '#lib/db/run-statement.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { closeCancelled } from './close-cancelled.ts';
import { deriveStatus } from './derive-status.ts';
import { planNext } from './plan-next.ts';
import { queueChanges } from './queue-changes.ts';
import { startDue } from './start-due.ts';
import type { KeyRules } from './wishes.ts';

/** One step of each kind. Gives true when there is more to do at once. */
export async function advanceRuns(database: Database): Promise<boolean> {
  await startDue(database);
  const steps = await Promise.all([queueChanges(database), closeCancelled(database)]);
  await finishLanes(database);
  return steps.some((step) => step !== false && step !== 0);
}

/** All waiting plans, one after another. Gives how many were made. */
export async function planWaiting(database: Database, rules: KeyRules): Promise<number> {
  let planned = 0;
  while ((await planNext(database, rules)) !== null) planned += 1;
  return planned;
}

/** A lane ends when everything is in the ledger and nothing there is open. */
async function finishLanes(database: Database): Promise<void> {
  const ended = await runPlannedStatement<{ runId: number }>(
    database,
    sql`
    update run_lanes l set ended_at = now(), rate = null,
      state = case when state = 'cancelled' then 'cancelled' else 'finished' end
    where l.state in ('waiting', 'running', 'paused', 'cancelled') and l.ended_at is null and l.queued_all
      and l.confirmed + l.accepted + l.refused + l.failed + l.unknown + l.cancelled + l.no_op >= l.change
    returning l.run_id as "runId"`,
  );
  for (const runId of new Set(ended.map((lane) => lane.runId))) {
    await inTransaction(database, (transaction) => deriveStatus(transaction, runId));
  }
}
