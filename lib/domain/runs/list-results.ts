import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { listResultsInput } from '#lib/shared/run-inputs.ts';
import type { RunResult, RunResultPage } from '#lib/shared/runs.ts';
import { resultStatement } from './result-statement.ts';

/** Throws AppError `forbidden`, `invalid`. */
export async function listResults(context: Context, input: unknown): Promise<RunResultPage> {
  requirePermission(context, 'runs:read');
  const asked = parseInput(listResultsInput, input);
  const rows = await runPlannedStatement<RunResult>(
    context.database,
    resultStatement({ ...asked, limit: asked.limit + 1 }),
  );
  const results = rows.slice(0, asked.limit);
  return { results, nextAfter: rows.length > asked.limit ? (results.at(-1)?.changeId ?? null) : null };
}
