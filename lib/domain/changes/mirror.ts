/**
 * How answers alter the mirror. Pure: takes what was known and what was learnt, gives what is known now.
 * Within one identity a tag is told apart by its key alone: a label is its key, a typed value and a key/value have
 * one value per key.
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

/** The mirror after a change. A complete list from the provider replaces it; doubt about an operation stays visible. */
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

/** No definite answer: what was there keeps its value and loses its proof; what was asked for shows as unknown. */
function markUnknown(tags: Map<string, MirrorTag>, operation: Operation, at: string): void {
  const present = tags.get(operation.key);
  if (present) tags.set(operation.key, { ...present, proof: 'unknown', proofAt: at });
  else if (operation.verb !== 'remove') {
    const { key, value } = operation;
    tags.set(key, { key, value, proof: 'unknown', proofAt: at, providerTagId: null });
  }
}

/** Takes doubt back: each key in `keys` is again as it was in `before`. */
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

/** Whether a complete list shows what the operation wanted, letter by letter. */
export function isSatisfied(shown: readonly TagText[], operation: Operation): boolean {
  const present = shown.find((tag) => tag.key === operation.key);
  return operation.verb === 'remove' ? !present : present !== undefined && present.value === operation.value;
}

/**
 * Whether the mirror already proves what is asked, so that no call is due: letter by letter, since a provider may keep
 * apart what looks alike. A proof from a file or in doubt does not count; that something is absent counts only where
 * the provider has shown this identity's list (`wasRead`). `shownOnly`: what was accepted does not count either.
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
