import { and, eq, inArray } from 'drizzle-orm';
import { type RunProviderState, type RunRow, runProviders, runs } from '#lib/platform/db/schema/runs.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { AppError } from '#lib/shared/errors.ts';

/** Throws AppError `not-found`. */
export async function requireRun(database: Queryable, runId: number): Promise<RunRow> {
  const [run] = await database.select().from(runs).where(eq(runs.id, runId));
  if (!run) throw new AppError('not-found', 'Run not found.');
  return run;
}

/** Throws AppError `conflict`. What a scheduled plan would do was confirmed: it is taken back first. */
export function requirePlanned({ status }: Pick<RunRow, 'status'>): void {
  if (status === 'planned') return;
  const why =
    status === 'scheduled'
      ? 'This plan is scheduled: take it back to planned first.'
      : 'This run is not a waiting plan any more.';
  throw new AppError('conflict', `${why} Nothing was altered.`);
}

/** Throws AppError `not-found`, `conflict` (it has started). Locked until the transaction ends. */
export async function lockUnstarted(database: Queryable, runId: number): Promise<RunRow> {
  const run = await lockRun(database, runId);
  if (run.startedAt) throw new AppError('conflict', 'This run has started: cancel it, or undo what it did.');
  return run;
}

/** Throws AppError `not-found`. Locked until the transaction ends. */
export async function lockRun(database: Queryable, runId: number): Promise<RunRow> {
  const [run] = await database.select().from(runs).where(eq(runs.id, runId)).for('update');
  if (!run) throw new AppError('not-found', 'Run not found.');
  return run;
}

/** What a run does at `provider`, null: at each, where it is in one of `states`. */
export function providersIn(
  { runId, provider }: { runId: number; provider: ProviderId | null },
  ...states: RunProviderState[]
) {
  return and(
    eq(runProviders.runId, runId),
    inArray(runProviders.state, states),
    provider === null ? undefined : eq(runProviders.provider, provider),
  );
}
