/** Name and note of a run before it starts: the note goes with every change. */
import { eq } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runs } from '#lib/platform/db/schema/runs.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { describeRunInput } from '#lib/shared/run-inputs.ts';
import { lockRun } from './require-run.ts';

/** Throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (the note of a started run). */
export async function describeRun(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'runs:write');
  const { runId, name, note } = parseInput(describeRunInput, input);
  await inTransaction(context.database, async (transaction) => {
    const run = await lockRun(transaction, runId);
    if (run.startedAt && note !== run.note)
      throw new AppError('conflict', 'The run has started: its note already stands beside every change.');
    await transaction.update(runs).set({ name, note }).where(eq(runs.id, runId));
  });
  return null;
}
