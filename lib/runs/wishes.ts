/**
 * What a plan is judged from: one row per user and provider with the operations meant for them, in a table that lives
 * as long as the planning transaction.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '#lib/db/transaction.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

/** `reason` set: not to be sent, for this reason (`refused`: cannot be; `skipped`: need not or must not be). */
export type Wish = {
  userId: number;
  provider: ProviderId;
  operations: Operation[];
  undoOf: number | null;
  verdict: 'refused' | 'skipped' | null;
  reason: string | null;
};

export async function openWishes(transaction: Transaction): Promise<void> {
  // Estimates over json are wild guesses: compiling for them costs more than the work itself.
  await transaction.execute(sql`set local jit = off`);
  await transaction.execute(sql`set local work_mem = '64MB'`);
  await transaction.execute(sql`
    create temporary table run_wishes (
      id bigint generated always as identity, user_id bigint not null, provider text not null, operations jsonb not null,
      undo_of bigint, verdict text, reason text
    ) on commit drop`);
}

/** `people` selects `id` of users; everybody gets the same operations. */
export async function wishForAll(
  transaction: Transaction,
  people: SQL,
  intents: readonly { provider: ProviderId; operations: readonly Operation[] }[],
): Promise<void> {
  await transaction.execute(sql`
    insert into run_wishes (user_id, provider, operations)
    select p.id, w.provider, w.operations from (${people}) p
    cross join jsonb_to_recordset(${JSON.stringify(intents)}::jsonb) as w(provider text, operations jsonb)`);
}

export async function addWishes(transaction: Transaction, wishes: readonly Wish[]): Promise<void> {
  if (wishes.length === 0) return;
  const rows = JSON.stringify(
    wishes.map((wish) => ({ ...wish, user_id: wish.userId, undo_of: wish.undoOf })),
  );
  await transaction.execute(sql`
    insert into run_wishes (user_id, provider, operations, undo_of, verdict, reason)
    select * from jsonb_to_recordset(${rows}::jsonb)
      as r(user_id bigint, provider text, operations jsonb, undo_of bigint, verdict text, reason text)`);
}
