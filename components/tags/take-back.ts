/** How an undo is painted before the server has worked it out from the ledger. Pure; never sent anywhere. */

import type { Operation, Verb } from '#lib/providers/contract.ts';
import type { OperationOutcome } from '#lib/shared/changes.ts';

/** `before`: the provider's tags as they were before `operations`. `outcomes` tells what the provider keeps of them. */
export function takeBack(
  operations: readonly Operation[],
  before: readonly { key: string; value: string | null }[],
  outcomes: readonly Pick<OperationOutcome, 'kept'>[] = [],
): Operation[] {
  return operations.flatMap(({ verb, key: asked }, position): Operation[] => {
    const key = outcomes[position]?.kept?.key ?? asked;
    const earlier = before.find((tag) => tag.key === key);
    if (verb === 'remove') return earlier ? [{ verb: 'add', key, value: earlier.value }] : [];
    return earlier ? [{ verb: 'update', key, value: earlier.value }] : [{ verb: 'remove', key, value: null }];
  });
}

/** Whether a change of these operations can be taken back where only `verbs` exist (Cerego cannot remove). */
export function canTakeBack(operations: readonly Operation[], verbs: readonly Verb[]): boolean {
  return operations.every(({ verb }) => verb !== 'add' || verbs.includes('remove'));
}
