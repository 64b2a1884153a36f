import { and, desc, eq, exists, gt, inArray, ne, not, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runProviders, runs } from '#lib/platform/db/schema/runs.ts';
import type { RunSummary } from '#lib/shared/runs.ts';
import { summarise } from './read-runs.ts';

const maxRuns = 50;

/**
 * Runs that go on, then the member's own that wait for a word: plans, plans that failed, and those of the
 * last 7 days that were refused or failed in parts and were neither retried nor undone. Newest first. Throws
 * AppError `forbidden`.
 */
export async function listCurrentRuns(context: Context): Promise<RunSummary[]> {
  requirePermission(context, 'runs:read');
  const { database, actor } = context;
  const goesOn = inArray(runs.status, ['running', 'paused']);
  const later = alias(runs, 'later');
  const isOwn = or(eq(runs.memberId, actor.memberId ?? ''), eq(runs.starterId, actor.memberId ?? ''));
  const hasErrors = exists(
    database
      .select({ one: sql`1` })
      .from(runProviders)
      .where(
        and(eq(runProviders.runId, runs.id), or(gt(runProviders.refused, 0), gt(runProviders.failed, 0))),
      ),
  );
  const isAnswered = exists(
    database
      .select({ one: sql`1` })
      .from(later)
      .where(and(ne(later.status, 'discarded'), or(eq(later.retryOf, runs.id), eq(later.undoOf, runs.id)))),
  );
  const rows = await database
    .select()
    .from(runs)
    .where(
      or(
        goesOn,
        and(
          isOwn,
          or(
            inArray(runs.status, ['planned', 'failed']),
            and(
              inArray(runs.status, ['finished', 'cancelled']),
              gt(runs.endedAt, sql`now() - interval '7 days'`),
              hasErrors,
              not(isAnswered),
            ),
          ),
        ),
      ),
    )
    .orderBy(desc(goesOn), desc(runs.id))
    .limit(maxRuns);
  return summarise(context, rows);
}
