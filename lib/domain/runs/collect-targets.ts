/** Where a run's users come from, and what is planned for each. */
import { sql } from 'drizzle-orm';
import type { RunRow } from '#lib/platform/db/schema/runs.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import type { RunSource } from '#lib/shared/runs.ts';
import { isPicked, type PickedDrifts, putBackOperation } from '../changes/drift-sql.ts';
import { carriersOf } from './carriers.ts';
import { collectFromFile } from './collect-from-file.ts';
import { collectUndo } from './collect-undo.ts';
import type { BadRows } from './finish-plan.ts';
import {
  type CheckedRunOperation,
  type KeyRules,
  planForAll,
  plannedRows,
  withFaults,
} from './planned-operations.ts';
import { causeKey } from './result-statement.ts';
import { peopleMatching } from './users-matching.ts';

const none: BadRows = { rows: [], count: 0 };

/** Fills `planned_operations`. Gives unusable rows of a file. Throws AppError when no plan can be made. */
export async function collectTargets(
  transaction: Transaction,
  run: Pick<RunRow, 'source' | 'operations'>,
  rules: KeyRules,
): Promise<BadRows> {
  const { source, operations: runOperations } = run;
  switch (source.kind) {
    case 'users':
      await planForAll(
        transaction,
        sql`select id from users where id = any(${sql.param(source.userIds)}::bigint[])`,
        withFaults(runOperations, rules),
      );
      return none;
    case 'filter':
      await planForAll(
        transaction,
        await peopleMatching(transaction, source),
        withFaults(runOperations, rules),
      );
      return none;
    case 'csv':
      return collectFromFile(transaction, source, withFaults(runOperations, rules), rules);
    case 'retry':
      await collectRetry(transaction, source, withFaults(runOperations, rules));
      return none;
    case 'undo':
      await collectUndo(transaction, source.runId);
      return none;
    case 'drift':
      await collectDrift(transaction, source);
      return none;
    case 'tag':
      await planForAll(
        transaction,
        carriersOf(source.provider, source.from),
        withFaults(runOperations, rules),
      );
      return none;
  }
}

/** What is open, and can be put back. */
async function collectDrift(transaction: Transaction, picked: PickedDrifts): Promise<void> {
  await transaction.execute(sql`
    insert into planned_operations (user_id, provider, operations)
    select i.user_id, d.provider, jsonb_agg(${putBackOperation} order by d.id)
    from (select d.* from drifts d where d.state = 'open' and ${isPicked(picked)} order by d.id
      for update skip locked) d
    join identities i on i.id = d.identity_id
    where ${putBackOperation} is not null group by i.user_id, d.provider`);
}

/** `runOperations` replace the failed operations, at their providers only. */
async function collectRetry(
  transaction: Transaction,
  source: Extract<RunSource, { kind: 'retry' }>,
  runOperations: readonly CheckedRunOperation[],
): Promise<void> {
  const ofProvider = source.provider === null ? sql`` : sql`and c.provider = ${source.provider}`;
  const ofCause = source.cause === null ? sql`` : sql`and ${causeKey} = ${source.cause}`;
  const edited = sql`${plannedRows(runOperations)} as i(provider text, operations jsonb, faults jsonb)`;
  await transaction.execute(sql`
    with again as (
      select coalesce(h.user_id, c.user_id) as user_id, h.id is null as is_unlinked, c.provider, jsonb_agg(p.operation order by p.position) as operations
      from changes c left join identities h on h.id = c.identity_id
      cross join lateral jsonb_array_elements(c.outcomes) with ordinality as w(o, position)
      join lateral jsonb_array_elements(c.operations) with ordinality as p(operation, position)
        on p.position = w.position
      where c.run_id = ${source.runId} and c.state = 'closed'
        and w.o ->> 'outcome' = any(${sql.param(source.outcomes)}::text[]) ${ofProvider} ${ofCause}
      group by c.id, h.id, c.provider
    )
    insert into planned_operations (user_id, provider, status, reason, operations, faults)
    select a.user_id, a.provider, case when a.is_unlinked then 'skipped' end,
      case when a.is_unlinked then 'The id was unlinked since.' end, ${runOperations.length === 0 ? sql`a.operations, null from again a` : sql`i.operations, i.faults from again a join ${edited} on i.provider = a.provider`}`);
}
