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

/** Locked until the transaction ends. */
export async function lockRun(database: Queryable, runId: number): Promise<RunRow> {
  const [run] = await database.select().from(runs).where(eq(runs.id, runId)).for('update');
  if (!run) throw new AppError('not-found', 'Run not found.');
  return run;
}
