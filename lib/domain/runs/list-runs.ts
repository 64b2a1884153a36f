/** Newest first, without discarded plans. */
import { and, desc, lt, ne } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runs } from '#lib/platform/db/schema/runs.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { listRunsInput } from '#lib/shared/run-inputs.ts';
import type { RunPage } from '#lib/shared/runs.ts';
import { summarise } from './read-runs.ts';

/** `before`: `nextBefore` of the page before. Throws AppError `forbidden`, `invalid`. */
export async function listRuns(context: Context, input: unknown): Promise<RunPage> {
  requirePermission(context, 'runs:read');
  const { before, limit } = parseInput(listRunsInput, input);
  const rows = await context.database
    .select()
    .from(runs)
    .where(and(ne(runs.status, 'discarded'), before === undefined ? undefined : lt(runs.id, before)))
    .orderBy(desc(runs.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return {
    runs: await summarise(context, page),
    nextBefore: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}
