/** Deletes the targets; the run's name stays. */
import { eq, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runs, runTargets } from '#lib/platform/db/schema/runs.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { runInput } from '#lib/shared/run-inputs.ts';
import { lockUnstarted } from './require-run.ts';

/** Throws AppError `forbidden`, `not-found`, `conflict` (it has started). */
export async function discardRun(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'runs:write');
  const { runId } = parseInput(runInput, input);
  await inTransaction(context.database, async (transaction) => {
    await lockUnstarted(transaction, runId);
    await transaction.delete(runTargets).where(eq(runTargets.runId, runId));
    await transaction
      .update(runs)
      .set({ status: 'discarded', endedAt: sql`now()` })
      .where(eq(runs.id, runId));
  });
  return null;
}
