import type { Operation } from '#lib/providers/contract.ts';
import type { MirrorTag, OperationOutcome } from '#lib/shared/changes.ts';
import { applyOutcomes } from './mirror.ts';

/** The mirror as recorded at the end of the line, with what later readings proved. */
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
  return applyOutcomes(after ?? [], {
    operations: proven,
    outcomes: outcomes?.filter(isProven) ?? [],
    shown: null,
    at: '',
  });
}
