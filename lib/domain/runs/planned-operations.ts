/**
 * One row per user and provider in a temporary table of the planning transaction. `faults`: by key, why an
 * odd key is not sent to users who do not hold it.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Registry } from '#lib/providers/registry.ts';
import { faultWithout, isOdd } from '#lib/shared/odd-keys.ts';
import type { RunOperation } from '#lib/shared/run-inputs.ts';

/** Stricter, where this installation knows the fixed list (Cerego's types). */
export type KeyRules = Pick<Registry, 'keyRule'>;

/**
 * `exact`: the key that is meant where the user holds exactly it. `fault`: why it is not sent to users who
 * are not known to hold it.
 */
export type CheckedOperation = Operation & { exact?: string; fault?: string };

export function withFaults(runOperations: readonly RunOperation[], rules: KeyRules): CheckedRunOperation[] {
  return runOperations.map(({ provider, operations }) => {
    const rule = rules.keyRule(provider);
    return {
      provider,
      operations: operations.map((operation) =>
        isOdd(provider, operation, rule)
          ? { ...operation, exact: operation.key, fault: faultWithout(provider, operation.key, rule) }
          : operation,
      ),
    };
  });
}

export type CheckedRunOperation = { provider: ProviderId; operations: CheckedOperation[] };

/** `reason`: why it is not sent (`refused`: impossible; `skipped`: needless or not allowed). */
export type PlannedOperation = {
  userId: number;
  provider: ProviderId;
  operations: Operation[];
  undoOf: number | null;
  status: 'refused' | 'skipped' | null;
  reason: string | null;
};

export async function createPlannedOperations(transaction: Transaction): Promise<void> {
  // Estimates over json are far off: JIT would cost more than the work itself.
  await transaction.execute(sql`set local jit = off`);
  await transaction.execute(sql`set local work_mem = '64MB'`);
  // Rough statistics of the temporary tables do, and a tenth of the sample is read ten times as fast.
  await transaction.execute(sql`set local default_statistics_target = 10`);
  await transaction.execute(sql`
    create temporary table planned_operations (
      id bigint generated always as identity, user_id bigint not null, provider text not null, operations jsonb not null,
      undo_of bigint, status text, reason text, faults jsonb, asked jsonb
    ) on commit drop`);
}

/** Rows of `provider`, `operations`, `faults`; in the targets' order, so that sorting them costs next to nothing. */
export function plannedRows(runOperations: readonly CheckedRunOperation[]): SQL {
  const sorted = runOperations.toSorted((a, b) => (a.provider < b.provider ? -1 : 1));
  const rows = sorted.map(({ provider, operations }) => ({
    provider,
    operations: operations.map(({ verb, key, value }) => ({ verb, key, value })),
    faults: operations.some(({ fault }) => fault)
      ? Object.fromEntries(operations.flatMap(({ key, fault }) => (fault ? [[key, fault]] : [])))
      : null,
  }));
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)`;
}

/** `people`: a statement that selects users' `id`. */
export async function planForAll(
  transaction: Transaction,
  people: SQL,
  runOperations: readonly CheckedRunOperation[],
): Promise<void> {
  await transaction.execute(sql`
    insert into planned_operations (user_id, provider, operations, faults)
    select p.id, w.provider, w.operations, w.faults from (${people}) p
    cross join ${plannedRows(runOperations)} as w(provider text, operations jsonb, faults jsonb)`);
}

export async function addPlannedOperations(
  transaction: Transaction,
  planned: readonly PlannedOperation[],
): Promise<void> {
  if (planned.length === 0) return;
  const rows = JSON.stringify(
    planned.map((operation) => ({ ...operation, user_id: operation.userId, undo_of: operation.undoOf })),
  );
  await transaction.execute(sql`
    insert into planned_operations (user_id, provider, operations, undo_of, status, reason)
    select * from jsonb_to_recordset(${rows}::jsonb)
      as r(user_id bigint, provider text, operations jsonb, undo_of bigint, status text, reason text)`);
}
