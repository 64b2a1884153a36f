/**
 * How answers alter the mirror. Pure. Within one identity the key alone tells tags apart: a label is its key,
 * a typed value and a key/value have one value per key.
 */
import type { HeldTag, Operation, TagText } from '#lib/providers/contract.ts';
import type { MirrorTag, OperationOutcome } from '#lib/shared/changes.ts';

type Answers = {
  operations: readonly Operation[];
  /** One for one with `operations`. */
  outcomes: readonly Pick<OperationOutcome, 'outcome' | 'kept'>[];
  /** The provider's complete list after the operations when it was shown, else null. */
  shown: readonly HeldTag[] | null;
  /** The complete list as it was read before sending, where that was done. */
  readBefore?: readonly HeldTag[] | null;
  /** Single tags that answers showed, with the ids that updating them needs. */
  seen?: readonly HeldTag[];
  /** ISO 8601. */
  at: string;
};

/** A complete list replaces the mirror; doubt about an operation stays visible. */
export function applyOutcomes(known: readonly MirrorTag[], learnt: Answers): MirrorTag[] {
  const { operations, outcomes, shown, readBefore = null, seen = [], at } = learnt;
  const list = shown ?? readBefore;
  const tags = new Map((list ? markConfirmed(list, at) : known).map((tag) => [tag.key, tag]));
  operations.forEach((operation, position) => {
    const { outcome, kept = operation } = outcomes[position] ?? {};
    if (outcome === 'unknown') markUnknown(tags, operation, at);
    else if (!shown && (outcome === 'confirmed' || outcome === 'accepted'))
      apply(tags, operation, kept, outcome, at);
  });
  if (!shown) for (const tag of markConfirmed(seen, at)) tags.set(tag.key, tag);
  return [...tags.values()];
}

function markConfirmed(shown: readonly HeldTag[], at: string): MirrorTag[] {
  return shown.map((tag) => ({ ...tag, proof: 'confirmed', proofAt: at }));
}

function apply(
  tags: Map<string, MirrorTag>,
  operation: Operation,
  { key, value }: TagText,
  proof: 'confirmed' | 'accepted',
  at: string,
): void {
  if (operation.verb === 'remove' || key !== operation.key) tags.delete(operation.key);
  if (operation.verb === 'remove') return;
  tags.set(key, { key, value, proof, proofAt: at, providerTagId: tags.get(key)?.providerTagId ?? null });
}

/** What was there keeps its value and loses its proof; what was asked for becomes unknown. */
function markUnknown(tags: Map<string, MirrorTag>, operation: Operation, at: string): void {
  const present = tags.get(operation.key);
  if (present) tags.set(operation.key, { ...present, proof: 'unknown', proofAt: at });
  else if (operation.verb !== 'remove') {
    const { key, value } = operation;
    tags.set(key, { key, value, proof: 'unknown', proofAt: at, providerTagId: null });
  }
}

/** Takes doubt back: each of `keys` is again as in `before`. */
export function revertUnknown(
  known: readonly MirrorTag[],
  before: readonly MirrorTag[],
  keys: readonly string[],
): MirrorTag[] {
  const tags = new Map(known.map((tag) => [tag.key, tag]));
  for (const key of keys) {
    const earlier = before.find((tag) => tag.key === key);
    if (earlier) tags.set(key, earlier);
    else tags.delete(key);
  }
  return [...tags.values()];
}

/** Compares letter by letter. */
export function isSatisfied(shown: readonly TagText[], operation: Operation): boolean {
  const present = shown.find((tag) => tag.key === operation.key);
  return operation.verb === 'remove' ? !present : present !== undefined && present.value === operation.value;
}

/**
 * Whether the mirror proves what is asked, letter by letter. Neither a file nor doubt is proof; absence
 * counts only after the provider has shown the list (`wasRead`). `shownOnly`: `accepted` does not count
 * either.
 */
export function isNoOp(
  known: readonly MirrorTag[],
  operation: Operation,
  wasRead: boolean,
  shownOnly = false,
): boolean {
  if (!isSatisfied(known, operation)) return false;
  if (operation.verb === 'remove') return wasRead;
  const proof = known.find((tag) => tag.key === operation.key)?.proof;
  return proof === 'confirmed' || (proof === 'accepted' && !shownOnly);
}
