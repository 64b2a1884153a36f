import { eq, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runs } from '#lib/platform/db/schema/runs.ts';
import { inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { tryRunInput } from '#lib/shared/run-inputs.ts';
import { confirmationOf, markedTags } from './confirmation.ts';
import { countPlan } from './finish-plan.ts';
import { lockRun, requirePlanned } from './require-run.ts';
import { launchRun } from './run-status.ts';
import { sampleOf } from './sample-plan.ts';

/**
 * Takes the sample's users out of a waiting plan and starts a run of their own with them: nobody is in both.
 * Gives its id. Throws AppError `forbidden`, `not-found`, `conflict` (no waiting plan, or nobody would be
 * left), `invalid` (wrong count).
 */
export async function tryRun(context: Context, input: unknown): Promise<{ runId: number }> {
  requirePermission(context, 'runs:write');
  const { runId, confirmCount } = parseInput(tryRunInput, input);
  return inTransaction(context.database, async (transaction) => {
    const plan = await lockRun(transaction, runId);
    requirePlanned(plan);
    const { userIds, planned } = await sampleOf(transaction, runId);
    const confirmation = confirmationOf(planned, await markedTags(transaction, runId));
    if (confirmation && confirmation.count !== confirmCount) {
      const message = `Type ${confirmation.count} to start. ${confirmation.why}`;
      throw new AppError('invalid', message, { confirmCount: message });
    }
    const { name, note, source, operations, cures, plannedAt, users, memberId, actor } = plan;
    const what = name || plan.title;
    const [trial] = await transaction
      .insert(runs)
      .values({
        ...{ name: '', note, source, operations, cures, plannedAt, memberId, actor },
        title: `Try of run ${runId}: ${what}`.slice(0, 200),
        status: 'planned',
        users: userIds.length,
        starterId: context.actor.memberId,
        starter: context.actor.name,
        tryOf: runId,
      })
      .returning({ id: runs.id });
    if (!trial) throw new Error('The database gave no id for a new run.');
    await moveTargets(transaction, { from: runId, to: trial.id, userIds });
    await countPlan(transaction, trial.id);
    await countPlan(transaction, runId);
    await transaction
      .update(runs)
      .set({ users: users - userIds.length })
      .where(eq(runs.id, runId));
    await requireRest(transaction, runId);
    await launchRun(transaction, trial.id);
    return { runId: trial.id };
  });
}

async function moveTargets(
  transaction: Transaction,
  { from, to, userIds }: { from: number; to: number; userIds: readonly number[] },
): Promise<void> {
  await transaction.execute(sql`
    update run_targets set run_id = ${to}
    where run_id = ${from} and user_id = any(${sql.param([...userIds])}::bigint[])`);
}

async function requireRest(transaction: Transaction, runId: number): Promise<void> {
  const { rows } = await transaction.execute(sql`
    select from run_providers where run_id = ${runId} and change > 0 limit 1`);
  if (rows.length === 0)
    throw new AppError(
      'conflict',
      'This plan is too small to be tried first: nobody would be left. Start it.',
    );
}
