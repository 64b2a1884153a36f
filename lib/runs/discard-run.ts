/** Throws a plan away. Its targets go, its name stays for whoever asks. */
import { eq, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { runs, runTargets } from '#lib/db/schema/runs.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { AppError, parseInput } from '#lib/errors.ts';
import { runInput } from './input.ts';
import { lockRun } from './require-run.ts';

/** Throws AppError `forbidden`, `not-found`, `conflict` (it has started). */
export async function discardRun(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'runs:write');
  const { runId } = parseInput(runInput, input);
  await inTransaction(context.database, async (transaction) => {
    const run = await lockRun(transaction, runId);
    if (run.startedAt)
      throw new AppError('conflict', 'This run has started: cancel it, or undo what it did.');
    await transaction.delete(runTargets).where(eq(runTargets.runId, runId));
    await transaction
      .update(runs)
      .set({ status: 'discarded', endedAt: sql`now()` })
      .where(eq(runs.id, runId));
  });
  return null;
}
