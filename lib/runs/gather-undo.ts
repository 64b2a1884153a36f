/**
 * The way back of a run, from the before-states that its changes recorded. What was changed since, what was undone
 * already and what has no inverse stands in the plan with its reason and is left alone.
 */
import { sql } from 'drizzle-orm';
import { changedSince, inverseOf } from '#lib/changes/inverse.ts';
import type { MirrorTag, OperationOutcome } from '#lib/changes/schemas.ts';
import type { Transaction } from '#lib/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { readRows } from './read-rows.ts';
import { addWishes, type Wish } from './wishes.ts';

const batchSize = 2_000;

type Done = {
  id: number;
  userId: number;
  provider: ProviderId;
  operations: Operation[];
  outcomes: OperationOutcome[];
  before: MirrorTag[];
  after: MirrorTag[];
  now: MirrorTag[];
  undone: boolean;
};

export async function gatherUndo(transaction: Transaction, runId: number): Promise<void> {
  for (let after = 0; ; ) {
    const batch = await readDone(transaction, runId, after);
    await addWishes(transaction, batch.flatMap(wishesFor));
    const last = batch.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** Everything that may have taken effect: refused, failed and cancelled as a whole changed nothing. */
function readDone(transaction: Transaction, runId: number, after: number): Promise<Done[]> {
  return readRows<Done>(
    transaction,
    sql`
    select c.id, c.user_id as "userId", c.provider, c.operations, c.outcomes, coalesce(c.before, '[]') as before,
      coalesce(c.after, '[]') as after,
      coalesce((select jsonb_agg(jsonb_build_object('key', t.key, 'value', t.value))
        from identity_tags it join tags t on t.id = it.tag_id where it.identity_id = c.identity_id), '[]') as now,
      exists (select 1 from changes u where u.undo_of = c.id and u.outcome not in ('refused', 'failed', 'cancelled'))
        as undone
    from changes c
    where c.run_id = ${runId} and c.id > ${after} and c.state = 'closed'
      and (c.outcomes @> '[{"outcome": "confirmed"}]' or c.outcomes @> '[{"outcome": "accepted"}]'
        or c.outcomes @> '[{"outcome": "unknown"}]')
    order by c.id limit ${batchSize}`,
  );
}

/** One wish, or more where a part cannot be taken back. */
function wishesFor(done: Done): Wish[] {
  const { userId, provider } = done;
  const base = { userId, provider, undoOf: done.id };
  const no = (verdict: 'refused' | 'skipped', reason: string, operations = done.operations): Wish => ({
    ...base,
    operations,
    verdict,
    reason,
  });
  if (done.undone) return [no('skipped', 'It was already taken back.')];
  const inverse = inverseOf(done, capabilitiesOf(provider));
  const moved = new Set(changedSince(done, done.now));
  const operations = inverse.operations.filter(({ key }) => !moved.has(key));
  const lost = inverse.operations.filter(({ key }) => moved.has(key));
  const wishes: Wish[] = [];
  if (operations.length > 0) wishes.push({ ...base, operations, verdict: null, reason: null });
  if (lost.length > 0) {
    const keys = lost.map(({ key }) => `“${key}”`).join(', ');
    wishes.push(no('skipped', `Changed since: ${keys}.`, lost));
  }
  for (const { operation, reason } of inverse.impossible) wishes.push(no('refused', reason, [operation]));
  if (wishes.length > 0) return wishes;
  const doubted = done.outcomes.some(({ outcome }) => outcome === 'unknown');
  return doubted ? [no('skipped', 'Nobody knows yet whether it was applied: settle it first.')] : [];
}
