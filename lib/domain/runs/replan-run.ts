import { eq } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runs } from '#lib/platform/db/schema/runs.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { runInput } from '#lib/shared/run-inputs.ts';
import { insertRun } from './create-run.ts';
import { discardRun } from './discard-run.ts';
import { requireRun } from './require-run.ts';

/** Throws AppError `forbidden`, `not-found`, `conflict` (it has started). */
export async function replanRun(context: Context, input: unknown): Promise<{ runId: number }> {
  requirePermission(context, 'runs:write');
  const { runId } = parseInput(runInput, input);
  const run = await requireRun(context.database, runId);
  const { name, note, title, source, operations, undoOf, retryOf, cures } = run;
  await discardRun(context, { runId });
  return inTransaction(context.database, async (transaction) => {
    const again = { name, note, title, source, operations, undoOf, retryOf, cures };
    const fresh = await insertRun({ ...context, database: transaction }, again);
    await transaction.update(runs).set({ tryOf: fresh.runId }).where(eq(runs.tryOf, runId));
    return fresh;
  });
}
