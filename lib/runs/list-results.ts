/** What became of each change of a run, a page at a time. */
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { parseInput } from '#lib/errors.ts';
import { listResultsInput } from './input.ts';
import { readRows } from './read-rows.ts';
import { resultStatement } from './result-statement.ts';
import type { RunResult, RunResultPage } from './schemas.ts';

/** Throws AppError `forbidden`, `invalid`. */
export async function listResults(context: Context, input: unknown): Promise<RunResultPage> {
  requirePermission(context, 'runs:read');
  const asked = parseInput(listResultsInput, input);
  const rows = await readRows<RunResult>(
    context.database,
    resultStatement({ ...asked, limit: asked.limit + 1 }),
  );
  const results = rows.slice(0, asked.limit);
  return { results, nextAfter: rows.length > asked.limit ? (results.at(-1)?.changeId ?? null) : null };
}
