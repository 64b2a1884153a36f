/** Paints an undo before the server has worked it out. Pure. */

import type { Operation, Verb } from '#lib/providers/contract.ts';
import type { OperationOutcome } from '#lib/shared/changes.ts';

/** `before`: the tags before `operations`. `outcomes`: what the provider keeps. */
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

/** Cerego cannot remove. */
export function canTakeBack(operations: readonly Operation[], verbs: readonly Verb[]): boolean {
  return operations.every(({ verb }) => verb !== 'add' || verbs.includes('remove'));
}
