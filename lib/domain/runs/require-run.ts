import { eq } from 'drizzle-orm';
import { type RunRow, runs } from '#lib/platform/db/schema/runs.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
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

/** Locked until the transaction ends. */
export async function lockRun(database: Queryable, runId: number): Promise<RunRow> {
  const [run] = await database.select().from(runs).where(eq(runs.id, runId)).for('update');
  if (!run) throw new AppError('not-found', 'Run not found.');
  return run;
}
