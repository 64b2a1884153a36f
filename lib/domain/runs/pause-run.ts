/** What is in flight is finished, nothing else is sent. */
import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runProviders } from '#lib/platform/db/schema/runs.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { steerRunInput } from '#lib/shared/run-inputs.ts';
import { lockRun, providersIn } from './require-run.ts';
import { deriveStatus } from './run-status.ts';

/** Throws AppError `forbidden`, `not-found`, `conflict` (not running). */
export async function pauseRun(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'runs:write');
  const asked = parseInput(steerRunInput, input);
  await inTransaction(context.database, async (transaction) => {
    await lockRun(transaction, asked.runId);
    const { rowCount } = await transaction
      .update(runProviders)
      .set({ state: 'paused', pausedBy: context.actor.name, pausedAt: sql`now()`, rate: null })
      .where(providersIn(asked, 'waiting', 'running'));
    if (!rowCount) throw new AppError('conflict', 'Nothing is running here that could be paused.');
    await deriveStatus(transaction, asked.runId);
  });
  return null;
}
