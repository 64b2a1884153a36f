/** Resumes what is paused, stopped by refusals (this code no longer stops it) or failing. */
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { providerLeases, runProviders } from '#lib/platform/db/schema/runs.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { steerRunInput } from '#lib/shared/run-inputs.ts';
import { lockRun, providersIn } from './require-run.ts';
import { deriveStatus } from './run-status.ts';

/** Throws AppError `forbidden`, `not-found`, `conflict`. Circuit breakers are shared by all runs. */
export async function resumeRun(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'runs:write');
  const asked = parseInput(steerRunInput, input);
  const { runId } = asked;
  await inTransaction(context.database, async (transaction) => {
    await lockRun(transaction, runId);
    const own = await transaction
      .select({ provider: runProviders.provider })
      .from(runProviders)
      .where(providersIn(asked, 'waiting', 'running', 'paused'));
    const providers = own.map((row) => row.provider);
    if (providers.length === 0) throw new AppError('conflict', 'Nothing waits here that could go on.');
    await transaction
      .update(runProviders)
      .set({
        state: 'waiting',
        pausedBy: null,
        pausedAt: null,
        stop: null,
        letPass: sql`case when ${runProviders.stop} is null then ${runProviders.letPass}
          else ${runProviders.letPass} || jsonb_build_array(${runProviders.stop} -> 'code') end`,
      })
      .where(
        and(
          eq(runProviders.runId, runId),
          eq(runProviders.state, 'paused'),
          inArray(runProviders.provider, providers),
        ),
      );
    await transaction
      .update(providerLeases)
      .set({ resumes: sql`${providerLeases.resumes} + 1` })
      .where(and(inArray(providerLeases.provider, providers), ne(providerLeases.state, 'ready')));
    await deriveStatus(transaction, runId);
  });
  return null;
}
