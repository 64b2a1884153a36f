/** Finds the history line that a call wrote. Plain data: also used after a reload. Pure. */

import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { HistoryLine } from '#lib/shared/changes.ts';

export type LineTrace =
  | { by: 'operations'; operations: readonly Operation[] }
  | { by: 'profile' }
  | { by: 'undo'; of: number }
  | { by: 'verdict'; on: number };

/** `after`: the newest line known when it was sent. `isOwn`: by this member, and not another call's. */
export function isTraced(
  line: HistoryLine,
  { trace, provider, after }: { trace: LineTrace; provider: ProviderId; after: number },
  isOwn: boolean,
): boolean {
  if (trace.by === 'verdict') return line.id === trace.on && line.outcome !== 'unknown';
  if (!isOwn || line.id <= after || line.provider !== provider) return false;
  if (trace.by === 'undo') return line.undoOf === trace.of;
  if (trace.by === 'profile') return line.kind === 'profile';
  return line.undoOf === null && isSameAll(line.operations, trace.operations);
}

function isSameAll(some: readonly Operation[], others: readonly Operation[]): boolean {
  return some.length === others.length && some.every((one, index) => isSame(one, others[index]));
}

function isSame(one: Operation, other: Operation | undefined): boolean {
  return one.verb === other?.verb && one.key === other.key && one.value === other.value;
}
