/** Stops one provider's part of a run after refusals in a row: a member decides about the rest. */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { RunStop } from '#lib/shared/runs.ts';
import { lockRun } from './require-run.ts';
import { deriveStatus } from './run-status.ts';

/** False: a member has let this code pass before, nothing is stopped. */
export async function stopRun(
  database: Database,
  { runId, provider }: { runId: number; provider: ProviderId },
  stop: RunStop,
): Promise<boolean> {
  return inTransaction(database, async (transaction) => {
    await lockRun(transaction, runId);
    const { rowCount } = await transaction.execute(sql`
      update run_providers set state = 'paused', paused_by = null, paused_at = now(), rate = null,
        stop = ${JSON.stringify(stop)}::jsonb
      where run_id = ${runId} and provider = ${provider} and state in ('waiting', 'running')
        and not let_pass @> ${JSON.stringify([stop.code])}::jsonb`);
    await deriveStatus(transaction, runId);
    return rowCount === 1;
  });
}
