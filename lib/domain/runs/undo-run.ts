import { type Context, requirePermission } from '#lib/platform/context.ts';
import type { RunRow } from '#lib/platform/db/schema/runs.ts';
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
  requireUndoable(run);
  return insertRun(context, undoOfRun(run, note));
}

/** Throws AppError `conflict`. */
export function requireUndoable(run: Pick<RunRow, 'startedAt' | 'status'>): void {
  if (!run.startedAt)
    throw new AppError('conflict', 'This run has not begun: there is nothing to take back.');
  if (run.status === 'running')
    throw new AppError('conflict', 'This run is still on its way: pause or cancel it first.');
}

export function undoOfRun({ id: runId, name, title }: Pick<RunRow, 'id' | 'name' | 'title'>, note: string) {
  return {
    name: '',
    note,
    title: `Undo of run ${runId}: ${name || title}`.slice(0, 200),
    source: { kind: 'undo' as const, runId },
    operations: [],
    undoOf: runId,
  };
}
