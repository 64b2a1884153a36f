/** Holds the run's row: if this process dies, another worker plans anew. */
import { eq, sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { type RunRow, runs } from '#lib/platform/db/schema/runs.ts';
import { isRefusal, isStatementTimeout } from '#lib/platform/db/sql-state.ts';
import { allowTime, inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import { log } from '#lib/platform/log/log.ts';
import { AppError } from '#lib/shared/errors.ts';
import { collectTargets } from './collect-targets.ts';
import { decideTargets } from './decide-targets-sql.ts';
import { closePlan } from './finish-plan.ts';
import { createPlannedOperations, type KeyRules } from './planned-operations.ts';

export type PlannedRun = Pick<RunRow, 'id' | 'source' | 'intents'>;

/** Far above the largest plan's time. */
const maxMs = 10 * 60_000;

/** Gives the planned run; null: none waits. A failed plan becomes `failed` with its reason. */
export async function planNext(database: Database, rules: KeyRules): Promise<number | null> {
  let runId: number | null = null;
  try {
    await inTransaction(database, async (transaction) => {
      const run = await takeWaiting(transaction);
      if (!run) return;
      runId = run.id;
      await plan(transaction, run, rules);
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
export async function plan(transaction: Transaction, run: PlannedRun, rules: KeyRules): Promise<void> {
  await allowTime(transaction, maxMs);
  await createPlannedOperations(transaction);
  const bad = await collectTargets(transaction, run, rules);
  const [{ users = 0 } = {}] = await runPlannedStatement<{ users: number }>(
    transaction,
    sql`select count(distinct user_id)::int as users from planned_operations`,
  );
  await transaction.execute(sql`analyze planned_operations`);
  await decideTargets(transaction, run.id);
  await closePlan(transaction, run.id, users, bad);
}
