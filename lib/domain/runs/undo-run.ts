import { type Context, requirePermission } from '#lib/platform/context.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { undoRunInput } from '#lib/shared/run-inputs.ts';
import { insertRun } from './create-run.ts';
import { requireRun } from './require-run.ts';

/** Throws AppError `forbidden`, `not-found`, `conflict` (not begun, or running). */
export async function undoRun(context: Context, input: unknown): Promise<{ runId: number }> {
  requirePermission(context, 'runs:write');
  const { runId, note } = parseInput(undoRunInput, input);
  const run = await requireRun(context.database, runId);
  if (run.memberId !== context.actor.memberId) requirePermission(context, 'changes:undo-any');
  if (!run.startedAt)
    throw new AppError('conflict', 'This run has not begun: there is nothing to take back.');
  if (run.status === 'running')
    throw new AppError('conflict', 'This run is still on its way: pause or cancel it first.');
  const what = run.name || run.title;
  return insertRun(context, {
    name: '',
    note,
    title: `Undo of run ${runId}: ${what}`.slice(0, 200),
    source: { kind: 'undo', runId },
    intents: [],
    undoOf: runId,
  });
}
