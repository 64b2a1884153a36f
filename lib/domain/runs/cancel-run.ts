/** What was not sent is cancelled; what is in flight is finished. */
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runProviders } from '#lib/platform/db/schema/runs.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { steerRunInput } from '#lib/shared/run-inputs.ts';
import { lockRun, providersIn } from './require-run.ts';
import { deriveStatus } from './run-status.ts';

/** Throws AppError `forbidden`, `not-found`, `conflict`. The worker closes the changes. */
export async function cancelRun(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'runs:write');
  const asked = parseInput(steerRunInput, input);
  await inTransaction(context.database, async (transaction) => {
    await lockRun(transaction, asked.runId);
    const { rowCount } = await transaction
      .update(runProviders)
      .set({ state: 'cancelled', rate: null })
      .where(providersIn(asked, 'waiting', 'running', 'paused'));
    if (!rowCount) throw new AppError('conflict', 'Nothing is left here that could be cancelled.');
    await deriveStatus(transaction, asked.runId);
  });
  return null;
}
