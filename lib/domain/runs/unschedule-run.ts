import { eq } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runs } from '#lib/platform/db/schema/runs.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { runInput } from '#lib/shared/run-inputs.ts';
import { lockUnstarted } from './require-run.ts';

/** Throws AppError `forbidden`, `not-found`, `conflict` (not scheduled, or started). */
export async function unscheduleRun(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'runs:write');
  const { runId } = parseInput(runInput, input);
  await inTransaction(context.database, async (transaction) => {
    const run = await lockUnstarted(transaction, runId);
    if (run.status !== 'scheduled') throw new AppError('conflict', 'This run is not scheduled.');
    await transaction
      .update(runs)
      .set({ status: 'planned', startAt: null, starterId: null, starter: null })
      .where(eq(runs.id, runId));
  });
  return null;
}
