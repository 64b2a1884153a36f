/**
 * The undo of a run, from recorded before-states. What was changed since, undone already or has no inverse is
 * planned as left alone, with the reason.
 */
import { sql } from 'drizzle-orm';
import { wayBack } from '#lib/domain/changes/inverse.ts';
import { leftBy } from '#lib/domain/changes/left-by.ts';
import { undoStateOf } from '#lib/domain/changes/undo-state.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { LedgerRow } from '#lib/platform/db/schema/changes.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { MirrorTag, OperationOutcome } from '#lib/shared/changes.ts';
import { addPlannedOperations, type PlannedOperation } from './planned-operations.ts';

const batchSize = 2_000;

type Done = {
  id: number;
  userId: number;
  /** The id is no longer here: another one of that user is not meant. */
  isUnlinked: boolean;
  provider: ProviderId;
  operations: Operation[];
  outcomes: OperationOutcome[];
  before: MirrorTag[];
  after: MirrorTag[];
  now: MirrorTag[];
  undos: Pick<LedgerRow, 'state' | 'outcome' | 'operations' | 'outcomes' | 'after'>[];
};

export async function collectUndo(transaction: Transaction, runId: number): Promise<void> {
  for (let after = 0; ; ) {
    const batch = await readDone(transaction, runId, after);
    await addPlannedOperations(transaction, batch.flatMap(plannedFor));
    const last = batch.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** Changes that were refused, failed or cancelled as a whole are left out. */
function readDone(transaction: Transaction, runId: number, after: number): Promise<Done[]> {
  return runPlannedStatement<Done>(
    transaction,
    sql`
    select c.id, coalesce(i.user_id, c.user_id) as "userId", i.id is null as "isUnlinked", c.provider, c.operations, c.outcomes, coalesce(c.before, '[]') as before,
      coalesce(c.after, '[]') as after,
      coalesce((select jsonb_agg(jsonb_build_object('key', t.key, 'value', t.value, 'proof', it.proof))
        from identity_tags it join tags t on t.id = it.tag_id where it.identity_id = c.identity_id), '[]') as now,
      coalesce((select jsonb_agg(jsonb_build_object('state', u.state, 'outcome', u.outcome, 'operations', u.operations,
          'outcomes', u.outcomes, 'after', u.after)) from changes u where u.undo_of = c.id), '[]') as undos
    from changes c left join identities i on i.id = c.identity_id
    where c.run_id = ${runId} and c.id > ${after} and c.state = 'closed'
      and (c.outcomes @> '[{"outcome": "confirmed"}]' or c.outcomes @> '[{"outcome": "accepted"}]'
        or c.outcomes @> '[{"outcome": "unknown"}]')
    order by c.id limit ${batchSize}`,
  );
}

/** Several where only a part can be undone. */
function plannedFor(done: Done): PlannedOperation[] {
  const { userId, provider } = done;
  const base = { userId, provider, undoOf: done.id };
  const no = (
    status: 'refused' | 'skipped',
    reason: string,
    operations = done.operations,
  ): PlannedOperation => ({
    ...base,
    operations,
    status,
    reason,
  });
  if (done.isUnlinked) return [no('skipped', 'The id was unlinked since.')];
  const undos = new Set(done.undos.map((undo) => undoStateOf({ ...undo, provider })));
  if (undos.has('done')) return [no('skipped', 'It was already taken back.')];
  if (undos.has('open'))
    return [no('skipped', 'Its undo is still on its way, or nobody knows yet whether it was applied.')];
  const {
    operations,
    moved: lost,
    impossible,
  } = wayBack({ ...done, after: leftBy(done) }, done.now, capabilitiesOf(provider));
  const planned: PlannedOperation[] = [];
  if (operations.length > 0) planned.push({ ...base, operations, status: null, reason: null });
  if (lost.length > 0) {
    const keys = lost.map(({ key }) => `“${key}”`).join(', ');
    planned.push(no('skipped', `Changed since: ${keys}.`, lost));
  }
  for (const { operation, reason } of impossible) planned.push(no('refused', reason, [operation]));
  if (planned.length > 0) return planned;
  const doubted = done.outcomes.some(({ outcome }) => outcome === 'unknown');
  return doubted ? [no('skipped', 'Nobody knows yet whether it was applied: settle it first.')] : [];
}
