import { eq, sql } from 'drizzle-orm';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { type RunRow, runTargets } from '#lib/platform/db/schema/runs.ts';
import { allowTime, type Transaction } from '#lib/platform/db/transaction.ts';
import { type Catalogues, decideTargets, type ProviderKey } from './decide-targets-sql.ts';
import { countPlan } from './finish-plan.ts';
import { maxPlanMs } from './plan-next.ts';
import { createPlannedOperations } from './planned-operations.ts';
import { replaceLabels } from './replace-labels.ts';

/** The same users and operations, by the run's cures and what is known by now. The caller holds the run's row. */
export async function decideAgain(
  transaction: Transaction,
  { id, cures }: Pick<RunRow, 'id' | 'cures'>,
  catalogues: Catalogues,
): Promise<void> {
  await allowTime(transaction, maxPlanMs);
  const knownMissing = await findKnownMissing(transaction, id, { cures, catalogues });
  await createPlannedOperations(transaction);
  // What an undo leaves alone was decided from the ledger.
  await transaction.execute(sql`
    insert into planned_operations (user_id, provider, operations, undo_of, status, reason, faults)
    select user_id, provider, coalesce(asked, operations), undo_of,
      case when undo_of is not null and cause is null and status in ('refused', 'skipped') then status end,
      case when undo_of is not null and cause is null then reason end, faults
    from run_targets where run_id = ${id} order by id`);
  await transaction.delete(runTargets).where(eq(runTargets.runId, id));
  await replaceLabels(transaction, cures);
  await transaction.execute(sql`analyze planned_operations`);
  await decideTargets(transaction, id, { cures, catalogues, knownMissing });
  await countPlan(transaction, id);
}

/** Of the plan so far, where the catalogue cannot be read now; without what was created since. */
async function findKnownMissing(
  transaction: Transaction,
  runId: number,
  { cures, catalogues }: { cures: RunRow['cures']; catalogues: Catalogues },
): Promise<ProviderKey[]> {
  const found = await runPlannedStatement<ProviderKey>(
    transaction,
    sql`select distinct provider, cause_key as key from run_targets
      where run_id = ${runId} and cause = 'no-label' and status = 'refused'`,
  );
  const isCreated = ({ provider, key }: ProviderKey) =>
    cures.some((cure) => cure.choice === 'create' && cure.provider === provider && cure.key === key);
  return found.filter((each) => !catalogues.has(each.provider) && !isCreated(each));
}
