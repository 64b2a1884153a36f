import { sql } from 'drizzle-orm';
import type { Context } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { type EditSelectionInput, previewSelectionInput } from '#lib/shared/run-inputs.ts';
import type { SelectionPreview } from '#lib/shared/runs.ts';
import { confirmationOf, markedTags, undoLimits } from './confirmation.ts';
import { readSelectionEdit } from './edit-selection.ts';
import { adviseOnPlan } from './plan-advice.ts';
import { plan } from './plan-next.ts';
import { readCatalogues } from './read-catalogues.ts';
import { readPlans } from './run-at-once.ts';
import { toRunProvider } from './run-provider-view.ts';

/** What `editSelection` would do: the same plan, of which nothing is left. Throws AppError as that does. */
export async function previewSelection(context: Context, input: unknown): Promise<SelectionPreview> {
  const { users, provider, verb, key, value } = parseInput(previewSelectionInput, input);
  const asked: EditSelectionInput = {
    userIds: users,
    operations: [{ provider, operations: [{ verb, key, value: value ?? null }] }],
  };
  const { userIds, operations } = await readSelectionEdit(context, asked);
  const source = { kind: 'users' as const, userIds };
  const catalogues = await readCatalogues(context, [provider]);
  return withoutTrace(context, async (transaction) => {
    // Above no run's, and nobody else's.
    const [own] = await runPlannedStatement<{ id: number }>(
      transaction,
      sql`select -pg_current_xact_id()::text::bigint as id`,
    );
    const run = { id: own?.id ?? -1, source, operations, cures: [] };
    await plan(transaction, run, context.providers, catalogues);
    const plans = await readPlans(transaction, run.id);
    return {
      providers: plans.map((row) => {
        const { plan: shown } = toRunProvider(row, null, true, new Date());
        return { provider: row.provider, plan: shown };
      }),
      confirm: confirmationOf(plans, await markedTags(transaction, run.id)),
      warnings: [...(await undoLimits(transaction, run.id)), ...(await adviseOnPlan(transaction, run))],
    };
  });
}

class Rollback extends Error {}

async function withoutTrace<T>(
  { database }: Context,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const done: T[] = [];
  const rolledBack = inTransaction(database, async (transaction) => {
    done.push(await work(transaction));
    throw new Rollback();
  });
  await rolledBack.catch((error: unknown) => {
    if (!(error instanceof Rollback)) throw error;
  });
  const result = done.at(-1);
  if (result === undefined) throw new Error('A preview without a result.');
  return result;
}
