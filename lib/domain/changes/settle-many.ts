/** The same as settling one change by a person's word, for thousands at once. */
import { sql } from 'drizzle-orm';
import type { Context } from '#lib/platform/context.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { isUniqueViolation } from '#lib/platform/db/sql-state.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { claimAllForSettling } from './claim-changes.ts';
import { closeIn } from './close-changes.ts';
import { sentAgain, settledByWord } from './settle-change.ts';

/** Small enough that an edit of one of these users waits for a moment only. */
const batchSize = 1_000;
/** One is prepared while the other is written; more would only wait for each other. */
const atOnce = 2;

/** Gives how many were settled: the others are no longer in doubt, or their user is being changed right now. */
export async function settleMany(
  context: Pick<Context, 'database' | 'actor'>,
  ids: readonly number[],
  verdict: 'applied' | 'not-applied',
): Promise<number> {
  let from = 0;
  let settled = 0;
  const settleOn = async () => {
    while (from < ids.length) {
      const batch = ids.slice(from, from + batchSize);
      from += batchSize;
      const count = await settleBatch(context, batch, verdict);
      settled += count;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, settleOn));
  return settled;
}

/** One commit: a process that dies in between leaves each line as it was, or settled. */
async function settleBatch(
  context: Pick<Context, 'database' | 'actor'>,
  ids: readonly number[],
  verdict: 'applied' | 'not-applied',
): Promise<number> {
  try {
    return await inTransaction(context.database, async (transaction) => {
      const claimed = await claimAllForSettling(transaction, ids);
      const closings = claimed.map((change) => settledByWord(change, verdict, context.actor.name));
      await closeIn(transaction, closings);
      return claimed.length;
    });
  } catch (error) {
    // Somebody began to change one of these users in this instant: the others are settled without them.
    if (!isUniqueViolation(error)) throw error;
    if (ids.length === 1) return 0;
    const half = Math.ceil(ids.length / 2);
    const first = await settleBatch(context, ids.slice(0, half), verdict);
    return first + (await settleBatch(context, ids.slice(half), verdict));
  }
}

/**
 * Puts unknown changes of runs back to be sent. In doubt, not queued: they may have been applied, so a provider that can
 * be read is looked at first, and a run that is cancelled leaves them unknown. Gives how many.
 */
export async function sendManyAgain(
  database: Pick<Database, 'execute'>,
  ids: readonly number[],
): Promise<number> {
  const { rowCount } = await database.execute(sql`
    update changes set state = 'in-doubt', ${sentAgain}
    where id = any(${sql.param(ids)}::bigint[]) and state = 'closed' and outcome = 'unknown'`);
  return rowCount ?? 0;
}
