import type { LedgerRow } from '#lib/platform/db/schema/changes.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { isNoOp } from './mirror.ts';

type UndoLine = Pick<LedgerRow, 'provider' | 'state' | 'outcome' | 'operations' | 'outcomes' | 'after'>;

/** `open`: on its way, or unknown. `none`: it undid nothing, and another undo may be tried. */
export type UndoState = 'done' | 'open' | 'none';

/** A no-op counts as done only where the provider has shown what the undo asked for. */
export function undoStateOf({ provider, state, outcome, operations, outcomes, after }: UndoLine): UndoState {
  if (state !== 'closed' || outcome === 'unknown') return 'open';
  if (outcome === 'refused' || outcome === 'failed' || outcome === 'cancelled') return 'none';
  const { canRead } = capabilitiesOf(provider);
  const unproven = operations.some(
    (operation, position) =>
      outcomes?.[position]?.outcome === 'no-op' && !isNoOp(after ?? [], operation, canRead, true),
  );
  return unproven ? 'none' : 'done';
}
