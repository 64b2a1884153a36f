import { eq, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { runUploads } from '#lib/platform/db/schema/runs.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Cure } from '#lib/shared/cures.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { type RunOperation, type RunSourceInput, runInput } from '#lib/shared/run-inputs.ts';
import type { RunForm, RunSource, RunUpload } from '#lib/shared/runs.ts';
import { requireRun } from './require-run.ts';

const sampleRows = 5;

/** Throws AppError `forbidden`, `invalid`, `not-found` (also for a retry and an undo, which have no form). */
export async function readRunForm(context: Context, input: unknown): Promise<RunForm> {
  requirePermission(context, 'runs:write');
  const { runId } = parseInput(runInput, input);
  const { name, note, source, operations, cures, startedAt } = await requireRun(context.database, runId);
  if (!isFormSource(source))
    throw new AppError('not-found', 'This run did not come from the form: there is none to go back to.');
  return {
    name,
    note,
    source,
    operations: withReplaced(operations, cures),
    upload: source.kind === 'csv' ? await findUpload(context, source.uploadId) : null,
    replaces: startedAt ? null : runId,
  };
}

function isFormSource(source: RunSource): source is RunSourceInput {
  return source.kind === 'users' || source.kind === 'filter' || source.kind === 'csv';
}

/** Labels as they were chosen for the plan. */
function withReplaced(operations: readonly RunOperation[], cures: readonly Cure[]): RunOperation[] {
  return operations.map(({ provider, operations }) => ({
    provider,
    operations: operations.map((operation) =>
      operation.verb === 'remove'
        ? operation
        : { ...operation, key: replacedBy(provider, operation.key, cures) },
    ),
  }));
}

function replacedBy(provider: ProviderId, asked: string, cures: readonly Cure[]): string {
  return cures.reduce(
    (key, cure) =>
      cure.provider === provider && cure.choice === 'replace' && cure.key === key ? (cure.to ?? key) : key,
    asked,
  );
}

/** null: gone, or somebody else's. */
async function findUpload({ database, actor }: Context, uploadId: number): Promise<RunUpload | null> {
  const [upload] = await database.select().from(runUploads).where(eq(runUploads.id, uploadId));
  if (!upload || upload.memberId !== actor.memberId) return null;
  const rows = await runPlannedStatement<{ cells: string[] }>(
    database,
    sql`select cells from run_upload_rows where upload_id = ${uploadId} order by line limit ${sampleRows}`,
  );
  const { fileName, columns } = upload;
  return {
    ...{ uploadId, fileName, columns, rows: upload.rows },
    form: null,
    rowsNoText: 0,
    sample: rows.map(({ cells }) => cells),
    guesses: { who: [], mappings: [] },
  };
}
