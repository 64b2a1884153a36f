/** A change is undone by sending its inverse as a new change. */
import { eq } from 'drizzle-orm';
import { requireConnected } from '#lib/domain/changes/require-connected.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import type { LedgerRow } from '#lib/platform/db/schema/changes.ts';
import { changes } from '#lib/platform/db/schema/changes.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import { type ChangeReport, type MirrorTag, undoChangeInput } from '#lib/shared/changes.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { explainUnrecorded } from '../changes/explain-unrecorded.ts';
import { wayBack } from '../changes/inverse.ts';
import { leftBy } from '../changes/left-by.ts';
import { recordChange } from '../changes/record-change.ts';
import { carryOut } from '../changes/run-change.ts';
import { lockIdentities } from '../changes/store-mirror.ts';
import { lookUpExtras } from './line-extras.ts';
import { undoOf } from './to-history-line.ts';

/**
 * Throws AppError `forbidden`, `not-found`, `not-connected`, `conflict` (nothing to undo; the message says
 * why). Keys changed since are left alone.
 */
export async function undoChange(context: Context, input: unknown): Promise<ChangeReport> {
  requirePermission(context, 'changes:undo-own');
  const { changeId, note } = parseInput(undoChangeInput, input);
  const recording = inTransaction(context.database, async (transaction) => {
    // A second undo at the same time waits here and then finds it undone.
    const [row] = await transaction.select().from(changes).where(eq(changes.id, changeId)).for('update');
    if (!row) throw new AppError('not-found', 'This change is not in the ledger.');
    if (row.memberId !== context.actor.memberId) requirePermission(context, 'changes:undo-any');
    requireConnected(context, row.provider);
    const verdict = undoOf(row, (await lookUpExtras(context, [row]))(row));
    if (!verdict.possible) throw new AppError('conflict', `This cannot be undone. ${verdict.reason}`);
    const identity = (await lockIdentities(transaction, [row.identityId])).get(row.identityId);
    if (!identity) throw new AppError('conflict', 'This cannot be undone: the identity is gone.');
    const operations = stillUndoable(row, identity.tags);
    const { actor, origin = null } = context;
    return recordChange(transaction, { actor, origin, identity, operations, note, undoOf: row.id });
  });
  return carryOut(context, { id: await explainUnrecorded(recording), claimed: null });
}

/** Leaves out what was changed since. Throws AppError `conflict` when that is everything. */
function stillUndoable(row: LedgerRow, now: readonly MirrorTag[]): Operation[] {
  const { operations: asked, outcomes, before } = row;
  const { operations, moved } = wayBack(
    { operations: asked, outcomes: outcomes ?? [], before: before ?? [], after: leftBy(row) },
    now,
    capabilitiesOf(row.provider),
  );
  if (operations.length === 0) {
    const keys = moved.map(({ key }) => key).join('”, “');
    throw new AppError('conflict', `This cannot be undone: “${keys}” was changed since.`);
  }
  return operations;
}
