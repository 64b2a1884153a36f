import { type Context, requirePermission } from '#lib/platform/context.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { runInput } from '#lib/shared/run-inputs.ts';
import { insertRun } from './create-run.ts';
import { discardRun } from './discard-run.ts';
import { requireRun } from './require-run.ts';

/** Throws AppError `forbidden`, `not-found`, `conflict` (it has started). */
export async function replanRun(context: Context, input: unknown): Promise<{ runId: number }> {
  requirePermission(context, 'runs:write');
  const { runId } = parseInput(runInput, input);
  const { name, note, title, source, intents, undoOf, retryOf } = await requireRun(context.database, runId);
  await discardRun(context, { runId });
  return insertRun(context, { name, note, title, source, intents, undoOf, retryOf });
}
