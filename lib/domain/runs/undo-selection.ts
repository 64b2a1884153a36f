import { requireConnected } from '#lib/domain/changes/require-connected.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { undoRunInput } from '#lib/shared/run-inputs.ts';
import { requireRun } from './require-run.ts';
import { runAtOnce } from './run-at-once.ts';
import { requireUndoable, undoOfRun } from './undo-run.ts';

/**
 * Takes back an edit of a selection at once, for whoever made it. Throws AppError `forbidden`, `not-found`,
 * `not-connected`, `conflict` (on its way, or nothing left to take back).
 */
export async function undoSelection(context: Context, input: unknown): Promise<{ runId: number }> {
  requirePermission(context, 'tags:edit-selection');
  const { runId, note } = parseInput(undoRunInput, input);
  const run = await requireRun(context.database, runId);
  const { memberId } = context.actor;
  if (run.source.direct !== true || run.memberId !== memberId)
    throw new AppError('forbidden', 'Only who made an edit of a selection may take it back at once.');
  requireUndoable(run);
  for (const { provider } of run.operations) requireConnected(context, provider);
  const undo = undoOfRun(run, note);
  const direct = { ...undo, source: { ...undo.source, direct: true as const } };
  return runAtOnce(context, direct, async (_, plans) => {
    if (plans.some(({ change }) => change > 0)) return;
    const reasons = plans.flatMap((each) => each.reasons.map(({ reason }) => reason));
    throw new AppError('conflict', ['There is nothing to take back.', ...reasons].join(' '));
  });
}
