/**
 * Turns targets into lines of the ledger, a batch per transaction. The provider's row is held and remembers
 * the place: a worker that dies loses and repeats nothing.
 */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

/** Closing changes waits for the row meanwhile: small enough that sending does not stop. */
const batchSize = 1_000;

type Waiting = { runId: number; provider: ProviderId; queuedThrough: number; cancelled: boolean };

/** Of the part with the fewest lines so far. False: nothing to queue. */
export async function queueChanges(database: Database): Promise<boolean> {
  const queued = await inTransaction(database, (transaction) => queueBatch(transaction));
  if (queued?.isTurn) await countAnew(database);
  return queued !== null;
}

/** All of one run, within the caller's transaction: for a few users. */
export async function queueAll(transaction: Transaction, runId: number): Promise<void> {
  while ((await queueBatch(transaction, runId)) !== null);
}

/** Statistics from between runs say that nothing is open: analyze when a run starts. */
async function countAnew(database: Database): Promise<void> {
  await database.execute(sql`analyze (skip_locked) changes`);
}

/** `isTurn`: much of the ledger begins or ends being open. null: nothing to queue. */
async function queueBatch(transaction: Transaction, only?: number): Promise<{ isTurn: boolean } | null> {
  const [waiting] = await runPlannedStatement<Waiting>(
    transaction,
    sql`
      select run_id as "runId", provider, queued_through as "queuedThrough", state = 'cancelled' as cancelled
      from run_providers where state in ('waiting', 'running', 'paused', 'cancelled') and not queued_all
        ${only === undefined ? sql`` : sql`and run_id = ${only}`}
      order by queued_through, run_id, provider limit 1 for update skip locked`,
  );
  if (!waiting) return null;
  const { runId, provider, queuedThrough, cancelled } = waiting;
  // Unsent targets of a cancelled run become cancelled lines: each user has an outcome.
  const state = cancelled ? sql`'closed'` : sql`'queued'`;
  const outcome = cancelled ? sql`'cancelled'` : sql`'pending'`;
  const outcomes = cancelled
    ? sql`(select jsonb_agg(jsonb_build_object('outcome', 'cancelled', 'code', null, 'message', null, 'hint', null))
          from jsonb_array_elements(t.operations))`
    : sql`null`;
  const [queued] = await runPlannedStatement<{ last: number | null; count: number }>(
    transaction,
    sql`
      with batch as (
        select * from run_targets
        where run_id = ${runId} and status = 'change' and provider = ${provider} and id > ${queuedThrough}
        order by id limit ${batchSize}
      ), lines as (
        insert into changes (kind, user_id, identity_id, provider, external_id, member_id, actor, note, undo_of, run_id,
          operations, state, outcome, outcomes, closed_at)
        select 'tags', t.user_id, t.identity_id, t.provider, t.external_id,
          case when r.starter is null then r.member_id else r.starter_id end, coalesce(r.starter, r.actor), r.note, t.undo_of,
          r.id, t.operations, ${state}, ${outcome}, ${outcomes}, ${cancelled ? sql`now()` : sql`null::timestamptz`}
        from batch t join runs r on r.id = t.run_id order by t.id
      )
      select max(id) as last, count(*)::int as count from batch`,
  );
  const isFull = queued?.count === batchSize;
  await transaction.execute(sql`
      update run_providers set queued_through = ${queued?.last ?? queuedThrough}, queued_all = ${!isFull}
      where run_id = ${runId} and provider = ${provider}`);
  return { isTurn: (queuedThrough === 0) === isFull };
}
