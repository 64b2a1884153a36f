/** What would undo a change, computed from what the provider kept and what was there before. Pure. */
import type { ProviderCapabilities } from '#lib/providers/capabilities.ts';
import type { Operation, TagText } from '#lib/providers/contract.ts';
import { heldAs, isAlike } from '#lib/providers/held-as.ts';
import type { MirrorTag, OperationOutcome } from '#lib/shared/changes.ts';

/** `after`: the mirror as the change left it; it tells what was kept where no outcome does. */
type Recorded = {
  operations: readonly Operation[];
  outcomes: readonly Pick<OperationOutcome, 'outcome' | 'kept'>[];
  before: readonly MirrorTag[];
  after?: readonly MirrorTag[];
};

/** `operations` to send; `impossible`: what would be needed and the provider cannot do, each with a sentence that says so. */
export type Inverse = { operations: Operation[]; impossible: { operation: Operation; reason: string }[] };

/** `moved`: what would be needed of tags that are no longer as the change left them: somebody else's work by now. */
export type WayBack = Inverse & { moved: Operation[] };

export function inverseOf(change: Recorded, capabilities: ProviderCapabilities): Inverse {
  const { operations, impossible } = wayBack(change, null, capabilities);
  return { operations, impossible };
}

/** As `inverseOf`, for the mirror `now`: with its present keys, without what was changed since. */
export function wayBack(
  change: Recorded,
  now: readonly MirrorTag[] | null,
  capabilities: ProviderCapabilities,
): WayBack {
  const back: WayBack = { operations: [], impossible: [], moved: [] };
  change.operations.forEach((operation, position) => {
    const outcome = change.outcomes[position]?.outcome;
    if (outcome !== 'confirmed' && outcome !== 'accepted') return;
    const trace = traceOf(change, position, operation, now);
    const inverse = invert(operation, trace);
    if (inverse === null) return;
    if (!capabilities.verbs.includes(inverse.verb)) {
      const reason = `${capabilities.label} cannot ${inverse.verb} “${inverse.key}”.`;
      back.impossible.push({ operation: inverse, reason });
      return;
    }
    // Two keys that the provider keeps as one need one operation only.
    const list = now && hasMoved(trace) ? back.moved : back.operations;
    if (!list.some(({ key }) => key === inverse.key)) list.push(inverse);
  });
  return back;
}

/** One tag through a change: as it stood before, as it was left, as it stands now; each null where it is absent. */
type Trace = {
  kept: TagText;
  before: MirrorTag | null;
  left: MirrorTag | null;
  now: MirrorTag | null;
};

function traceOf(
  { operations: named, outcomes, before, after = [] }: Recorded,
  position: number,
  operation: Operation,
  present: readonly MirrorTag[] | null,
): Trace {
  const find = (key: string, list: readonly MirrorTag[], against: readonly MirrorTag[]) =>
    heldAs(key, list, { against, named });
  const { verb, key, value } = operation;
  const written = verb === 'remove' ? null : (outcomes[position]?.kept ?? find(key, after, before));
  const kept = { key: written?.key ?? key, value: written?.value ?? value };
  const left = after.find((tag) => tag.key === kept.key) ?? null;
  return {
    kept,
    before: find(kept.key, before, after) ?? find(key, before, after),
    left,
    now: present ? find(kept.key, present, after) : left,
  };
}

/** null: the operation left things as they were. */
function invert({ verb }: Operation, { kept, before, now }: Trace): Operation | null {
  if (verb === 'remove') return before ? { verb: 'add', key: before.key, value: before.value } : null;
  const key = now?.key ?? kept.key;
  if (!before) return { verb: 'remove', key, value: null };
  return before.value === kept.value ? null : { verb: 'update', key, value: before.value };
}

/** A value that the provider had not shown may be kept in another form since; one that it had shown is compared as it is. */
function hasMoved({ left, now }: Trace): boolean {
  if (!left || !now) return left !== now;
  if (left.value === now.value) return false;
  return left.proof === 'confirmed' || !isAlike(left.value, now.value);
}
