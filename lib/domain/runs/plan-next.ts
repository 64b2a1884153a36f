/** Holds the run's row: if this process dies, another worker plans anew. */
import { eq, sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { type RunRow, runs } from '#lib/platform/db/schema/runs.ts';
import { isRefusal, isStatementTimeout } from '#lib/platform/db/sql-state.ts';
import { allowTime, inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import { log } from '#lib/platform/log/log.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { AppError } from '#lib/shared/errors.ts';
import { collectTargets } from './collect-targets.ts';
import { type Catalogues, decideTargets } from './decide-targets-sql.ts';
import { closePlan } from './finish-plan.ts';
import { createPlannedOperations, type KeyRules } from './planned-operations.ts';
import { type CatalogueProviders, readCatalogues } from './read-catalogues.ts';
import { replaceLabels } from './replace-labels.ts';

export type PlannedRun = Pick<RunRow, 'id' | 'source' | 'operations' | 'cures'>;

/** Far above the largest plan's time. */
export const maxPlanMs = 10 * 60_000;

export type PlanProviders = KeyRules & CatalogueProviders;

/** Gives the planned run; null: none waits. A failed plan becomes `failed` with its reason. */
export async function planNext(database: Database, providers: PlanProviders): Promise<number | null> {
  let runId: number | null = null;
  const waiting = await findWaiting(database);
  if (waiting.length === 0) return null;
  // Before the transaction, which must not wait for a provider.
  const catalogues = await readCatalogues({ database, providers }, providersOf(waiting));
  try {
    await inTransaction(database, async (transaction) => {
      const run = await takeWaiting(transaction);
      if (!run) return;
      runId = run.id;
      await plan(transaction, run, providers, catalogues);
    });
  } catch (error) {
    if (runId === null) throw error;
    const problem = problemOf(error);
    if (problem === null) throw error;
    await database
      .update(runs)
      .set({ status: 'failed', problem, endedAt: sql`now()` })
      .where(eq(runs.id, runId));
  }
  return runId;
}

/** null: the connection was lost, plan again later. */
function problemOf(error: unknown): string | null {
  if (error instanceof AppError) return error.message;
  if (!isRefusal(error) && !isStatementTimeout(error)) return null;
  log.error('A plan could not be made', { error });
  return 'Tagdesk could not make this plan because of a fault of its own. Nothing was sent.';
}

/** Whom a try of this plan has changed is not planned for once more. */
async function leaveOutTried(transaction: Transaction, runId: number): Promise<void> {
  await transaction.execute(sql`
    delete from planned_operations where user_id in (
      select c.user_id from runs r join changes c on c.run_id = r.id where r.try_of = ${runId})`);
}

type Waiting = Pick<RunRow, 'source' | 'operations'>;

function findWaiting(database: Database): Promise<Waiting[]> {
  return database
    .select({ source: runs.source, operations: runs.operations })
    .from(runs)
    .where(eq(runs.status, 'planning'));
}

/** A retry and an undo may change tags at any. */
export function providersOf(waiting: readonly Waiting[]): ProviderId[] {
  return providerIds.filter((provider) =>
    waiting.some(
      ({ source, operations }) =>
        source.kind === 'retry' ||
        source.kind === 'undo' ||
        source.kind === 'drift' ||
        [...operations, ...(source.kind === 'csv' ? source.mappings : [])].some(
          (own) => own.provider === provider,
        ),
    ),
  );
}

async function takeWaiting(transaction: Transaction): Promise<RunRow | null> {
  const [run] = await transaction
    .select()
    .from(runs)
    .where(eq(runs.status, 'planning'))
    .orderBy(runs.id)
    .limit(1)
    .for('update', { skipLocked: true });
  return run ?? null;
}

/** Within the caller's transaction. */
export async function plan(
  transaction: Transaction,
  run: PlannedRun,
  rules: KeyRules,
  catalogues: Catalogues,
): Promise<void> {
  await allowTime(transaction, maxPlanMs);
  await createPlannedOperations(transaction);
  const bad = await collectTargets(transaction, run, rules);
  await leaveOutTried(transaction, run.id);
  const [{ users = 0 } = {}] = await runPlannedStatement<{ users: number }>(
    transaction,
    sql`select count(distinct user_id)::int as users from planned_operations`,
  );
  await replaceLabels(transaction, run.cures);
  await transaction.execute(sql`analyze planned_operations`);
  await decideTargets(transaction, run.id, { cures: run.cures, catalogues });
  await closePlan(transaction, run.id, users, bad);
}
