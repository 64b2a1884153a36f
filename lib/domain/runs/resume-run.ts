/** Resumes what is paused, stopped by refusals (this code no longer stops it) or failing. */
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { lanes, runLanes } from '#lib/platform/db/schema/runs.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { steerRunInput } from '#lib/shared/run-inputs.ts';
import { lockRun } from './require-run.ts';
import { deriveStatus } from './run-status.ts';

/** Throws AppError `forbidden`, `not-found`, `conflict`. Circuit breakers are shared by all runs. */
export async function resumeRun(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'runs:write');
  const { runId, provider } = parseInput(steerRunInput, input);
  await inTransaction(context.database, async (transaction) => {
    await lockRun(transaction, runId);
    const own = await transaction
      .select({ provider: runLanes.provider })
      .from(runLanes)
      .where(
        and(
          eq(runLanes.runId, runId),
          inArray(runLanes.state, ['waiting', 'running', 'paused']),
          provider === null ? undefined : eq(runLanes.provider, provider),
        ),
      );
    const providers = own.map((lane) => lane.provider);
    if (providers.length === 0) throw new AppError('conflict', 'Nothing waits here that could go on.');
    await transaction
      .update(runLanes)
      .set({
        state: 'waiting',
        pausedBy: null,
        pausedAt: null,
        stop: null,
        letPass: sql`case when ${runLanes.stop} is null then ${runLanes.letPass}
          else ${runLanes.letPass} || jsonb_build_array(${runLanes.stop} -> 'code') end`,
      })
      .where(
        and(eq(runLanes.runId, runId), eq(runLanes.state, 'paused'), inArray(runLanes.provider, providers)),
      );
    await transaction
      .update(lanes)
      .set({ resumes: sql`${lanes.resumes} + 1` })
      .where(and(inArray(lanes.provider, providers), ne(lanes.state, 'ready')));
    await deriveStatus(transaction, runId);
  });
  return null;
}
