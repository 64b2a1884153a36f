/**
 * Everything about runs that is not sending, as steps that any worker may take at any time: each holds a row while it
 * works and does nothing twice. For the worker.
 */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/db/client.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { closeCancelled } from './close-cancelled.ts';
import { deriveStatus } from './derive-status.ts';
import { launchRun } from './launch-run.ts';
import { planNext } from './plan-next.ts';
import { queueChanges } from './queue-changes.ts';
import { readRows } from './read-rows.ts';

/** One step of each kind. Gives true when there is more to do at once. */
export async function advanceRuns(database: Database): Promise<boolean> {
  await startDue(database);
  const steps = await Promise.all([queueChanges(database), closeCancelled(database)]);
  await finishLanes(database);
  return steps.some((step) => step !== false && step !== 0);
}

/** All waiting plans, one after another. Gives how many were made. */
export async function planWaiting(database: Database): Promise<number> {
  let planned = 0;
  while ((await planNext(database)) !== null) planned += 1;
  return planned;
}

async function startDue(database: Database): Promise<void> {
  const due = await readRows<{ id: number }>(
    database,
    sql`select id from runs where status = 'scheduled' and start_at <= now() order by start_at`,
  );
  for (const { id } of due) {
    await inTransaction(database, async (transaction) => {
      const [held] = await readRows<{ id: number }>(
        transaction,
        sql`select id from runs where id = ${id} and status = 'scheduled' for update skip locked`,
      );
      if (held) await launchRun(transaction, id);
    });
  }
}

/** A lane ends when everything is in the ledger and nothing there is open. */
async function finishLanes(database: Database): Promise<void> {
  const ended = await readRows<{ runId: number }>(
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
