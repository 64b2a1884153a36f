/** What would take a change back. Pure: computed from the recorded before-state, never from a guess. */
import type { ProviderCapabilities } from '#lib/providers/capabilities.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { MirrorTag, OperationOutcome } from './schemas.ts';

type Recorded = {
  operations: readonly Operation[];
  outcomes: readonly Pick<OperationOutcome, 'outcome'>[];
  before: readonly MirrorTag[];
};

/** `operations` to send; `impossible`: what would be needed and the provider cannot do, each with a sentence that says so. */
export type Inverse = { operations: Operation[]; impossible: { operation: Operation; reason: string }[] };

/** The inverse of everything in the change that took effect. Empty when nothing did. */
export function inverseOf(change: Recorded, capabilities: ProviderCapabilities): Inverse {
  const inverse: Inverse = { operations: [], impossible: [] };
  change.operations.forEach((operation, position) => {
    const outcome = change.outcomes[position]?.outcome;
    if (outcome !== 'confirmed' && outcome !== 'accepted') return;
    const earlier = change.before.find((tag) => tag.key === operation.key) ?? null;
    const back = invert(operation, earlier);
    if (back === null) return;
    if (capabilities.verbs.includes(back.verb)) inverse.operations.push(back);
    else {
      const reason = `${capabilities.label} cannot ${back.verb} “${operation.key}”.`;
      inverse.impossible.push({ operation: back, reason });
    }
  });
  return inverse;
}

/** null: the operation left things as they were. */
function invert(operation: Operation, earlier: MirrorTag | null): Operation | null {
  const { key } = operation;
  if (operation.verb === 'remove') return earlier ? { verb: 'add', key, value: earlier.value } : null;
  if (!earlier) return { verb: 'remove', key, value: null };
  return earlier.value === operation.value ? null : { verb: 'update', key, value: earlier.value };
}

/** Keys that no longer are as the change left them: undoing those would take back somebody else's work. */
export function changedSince(
  change: Pick<Recorded, 'operations'> & { after: readonly MirrorTag[] },
  now: readonly MirrorTag[],
): string[] {
  const valueIn = (tags: readonly MirrorTag[], key: string) => {
    const tag = tags.find((candidate) => candidate.key === key);
    return tag ? `= ${tag.value ?? ''}` : 'absent';
  };
  return change.operations
    .map(({ key }) => key)
    .filter((key) => valueIn(change.after, key) !== valueIn(now, key));
}
