import { requireConnected } from '#lib/domain/changes/require-connected.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { retryRunInput } from '#lib/shared/run-inputs.ts';
import { insertRun, requireKeys } from './create-run.ts';
import { requireRun } from './require-run.ts';

/** Throws AppError `forbidden`, `invalid`, `not-found`, `not-connected`, `conflict` (the run has not begun). */
export async function retryRun(context: Context, input: unknown): Promise<{ runId: number }> {
  requirePermission(context, 'runs:write');
  const {
    runId,
    outcomes,
    provider,
    cause,
    operations: runOperations,
    note,
  } = parseInput(retryRunInput, input);
  const run = await requireRun(context.database, runId);
  if (!run.startedAt) throw new AppError('conflict', 'This run has not begun: there is nothing to retry.');
  for (const own of runOperations ?? []) requireConnected(context, own.provider);
  const settled = runOperations && (await requireKeys(context, runOperations));
  const what = run.name || run.title;
  return insertRun(context, {
    name: '',
    note: note || run.note,
    title: `Retry of run ${runId}: ${what}`.slice(0, 200),
    source: { kind: 'retry', runId, outcomes, cause, provider },
    operations: settled ?? [],
    retryOf: runId,
  });
}
