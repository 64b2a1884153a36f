import { eq } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runProviders, runs } from '#lib/platform/db/schema/runs.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { startRunInput } from '#lib/shared/run-inputs.ts';
import { confirmationOf, markedTags } from './confirmation.ts';
import { lockRun } from './require-run.ts';
import { launchRun } from './run-status.ts';

/**
 * Throws AppError `forbidden`, `not-found`, `conflict` (not planned, or nothing to do), `invalid` (wrong
 * count, or a time in the past).
 */
export async function startRun(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'runs:write');
  const { runId, startAt, confirmCount } = parseInput(startRunInput, input);
  const starter = { starterId: context.actor.memberId, starter: context.actor.name };
  await inTransaction(context.database, async (transaction) => {
    const run = await lockRun(transaction, runId);
    if (run.status !== 'planned' && run.status !== 'scheduled')
      throw new AppError('conflict', 'This run cannot be started: it is not a waiting plan any more.');
    const plans = await transaction.select().from(runProviders).where(eq(runProviders.runId, runId));
    if (!plans.some(({ change }) => change > 0))
      throw new AppError('conflict', 'There is nothing to do: nobody in this plan would be changed.');
    const confirmation = confirmationOf(plans, await markedTags(transaction, runId));
    if (confirmation && confirmation.count !== confirmCount) {
      const message = `Type ${confirmation.count} to start. ${confirmation.why}`;
      throw new AppError('invalid', message, { confirmCount: message });
    }
    if (startAt === null) {
      await transaction.update(runs).set(starter).where(eq(runs.id, runId));
      return launchRun(transaction, runId);
    }
    if (Date.parse(startAt) <= Date.now()) {
      const message = 'This time has passed: choose a later one, or start now.';
      throw new AppError('invalid', message, { startAt: message });
    }
    await transaction
      .update(runs)
      .set({ ...starter, status: 'scheduled', startAt: new Date(startAt), problem: null })
      .where(eq(runs.id, runId));
  });
  return null;
}
