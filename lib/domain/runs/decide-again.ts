import { eq, sql } from 'drizzle-orm';
import { type RunRow, runTargets } from '#lib/platform/db/schema/runs.ts';
import { allowTime, type Transaction } from '#lib/platform/db/transaction.ts';
import { type Catalogues, decideTargets } from './decide-targets-sql.ts';
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
  await createPlannedOperations(transaction);
  // What an undo leaves alone was decided from the ledger.
  await transaction.execute(sql`
    insert into planned_operations (user_id, provider, operations, undo_of, verdict, reason, faults)
    select user_id, provider, coalesce(asked, operations), undo_of,
      case when undo_of is not null and cause is null and verdict in ('refused', 'skipped') then verdict end,
      case when undo_of is not null and cause is null then reason end, faults
    from run_targets where run_id = ${id} order by id`);
  await transaction.delete(runTargets).where(eq(runTargets.runId, id));
  await replaceLabels(transaction, cures);
  await transaction.execute(sql`analyze planned_operations`);
  await decideTargets(transaction, id, { cures, catalogues });
  await countPlan(transaction, id);
}
