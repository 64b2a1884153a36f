/** What a change left behind. Pure. */
import type { Operation } from '#lib/providers/contract.ts';
import type { MirrorTag, OperationOutcome } from '#lib/shared/changes.ts';
import { applyOutcomes } from './mirror.ts';

/** The mirror as it was recorded at the end of the line, with what a later reading proved of it. */
export function leftBy({
  operations,
  outcomes,
  after,
}: {
  operations: readonly Operation[];
  outcomes: readonly OperationOutcome[] | null;
  after: readonly MirrorTag[] | null;
}): MirrorTag[] {
  const isProven = (_: unknown, position: number) => outcomes?.[position]?.corrected !== undefined;
  const proven = operations.filter(isProven);
  // Keys and values are what undoing compares.
  return applyOutcomes(after ?? [], {
    operations: proven,
    outcomes: outcomes?.filter(isProven) ?? [],
    shown: null,
    at: '',
  });
}
