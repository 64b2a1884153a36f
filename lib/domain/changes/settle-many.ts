import { sql } from 'drizzle-orm';
import type { Context } from '#lib/platform/context.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { isUniqueViolation } from '#lib/platform/db/sql-state.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { claimAllForSettling } from './claim-changes.ts';
import { closeIn } from './close-changes.ts';
import { overtakenBy } from './overtaken.ts';
import { sentAgain, settledByWord } from './settle-change.ts';

/** Small, so that edits of these users wait only briefly. */
const batchSize = 1_000;
/** One batch is prepared while another is written; more would wait for each other. */
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

/** One commit: a line is settled wholly or not at all. */
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
    // One of these users is being changed: the others are settled without them.
    if (!isUniqueViolation(error)) throw error;
    if (ids.length === 1) return 0;
    const half = Math.ceil(ids.length / 2);
    const first = await settleBatch(context, ids.slice(0, half), verdict);
    return first + (await settleBatch(context, ids.slice(half), verdict));
  }
}

/** `in-doubt`: they may have been applied, so they are looked at first. Gives how many. */
export async function sendManyAgain(
  database: Pick<Database, 'execute'>,
  ids: readonly number[],
): Promise<number> {
  const { rowCount } = await database.execute(sql`
    update changes c set state = 'in-doubt', ${sentAgain}
    where id = any(${sql.param(ids)}::bigint[]) and state = 'closed' and outcome = 'unknown'
      and ${overtakenBy(sql`c`)} is null`);
  return rowCount ?? 0;
}
