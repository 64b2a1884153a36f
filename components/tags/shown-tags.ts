/** The mirror with pending changes painted over it. Pure. */
import type { Operation } from '#lib/providers/contract.ts';
import type { OpenChange, ShownTag } from '#lib/shared/users.ts';

/**
 * `underWay`: null if none. `earlier`: the value being replaced. `notBefore`: when a queued change is sent
 * (ISO 8601), else null.
 */
export type PaintedTag = ShownTag & {
  underWay: 'adding' | 'changing' | 'removing' | null;
  earlier: string | null;
  notBefore: string | null;
};

/** Sent without an answer. `at`: ISO 8601. */
export type SentOperations = { operations: readonly Operation[]; at: string };

/** `prospect`, `Region = California`. */
export function tagName(tag: { key: string; value: string | null }): string {
  return tag.value === null ? tag.key : `${tag.key} = ${tag.value}`;
}

/** `tags` in order, then additions of open changes and `sent`. The same operation in both counts once. */
export function paintTags(
  tags: readonly ShownTag[],
  open: readonly OpenChange[],
  sent: readonly SentOperations[],
): PaintedTag[] {
  const painted = new Map<string, PaintedTag>(
    tags.map((tag) => [tag.key, { ...tag, underWay: null, earlier: null, notBefore: null }]),
  );
  for (const change of open) {
    for (const operation of change.operations) paint(painted, operation, change.createdAt, change.notBefore);
  }
  for (const { operations, at } of sent) {
    for (const operation of operations) paint(painted, operation, at, null);
  }
  return [...painted.values()];
}

function paint(
  painted: Map<string, PaintedTag>,
  { verb, key, value }: Operation,
  at: string,
  notBefore: string | null,
): void {
  const present = painted.get(key);
  const pending = { proof: 'pending' as const, proofAt: at, notBefore };
  if (verb === 'remove') {
    if (present) painted.set(key, { ...present, ...pending, underWay: 'removing' });
    return;
  }
  if (!present || present.underWay === 'adding') {
    painted.set(key, {
      key,
      value,
      colour: present?.colour ?? null,
      ...pending,
      underWay: 'adding',
      earlier: null,
    });
    return;
  }
  const earlier = present.underWay === 'changing' ? present.earlier : present.value;
  painted.set(key, {
    ...present,
    ...pending,
    value,
    underWay: 'changing',
    earlier: earlier === value ? null : earlier,
  });
}

/** Letter case aside, and `campaign-2` before `campaign-10`. */
const naturally = new Intl.Collator('en', { numeric: true });

/**
 * As people sort, then in the order in which this page saw new ones, so that answers move nothing. `memory`:
 * keys, extended here.
 */
export function keepOrder<T extends { key: string }>(tags: readonly T[], memory: string[]): T[] {
  const known = new Set(memory);
  const added = tags.map(({ key }) => key).filter((key) => !known.has(key));
  memory.push(...added.sort(naturally.compare));
  const places = new Map(memory.map((key, place) => [key, place]));
  return tags.toSorted((one, other) => (places.get(one.key) ?? 0) - (places.get(other.key) ?? 0));
}

/** From so many on a region has its field on top and a filter. */
export const manyTags = 20;

/** Fewer say it each. */
const minShared = 5;
const minuteMs = 60_000;

export type SharedProof = Pick<ShownTag, 'proof' | 'proofAt'> & { keys: ReadonlySet<string> };

/** What most of the tags would say alike: one kind of proof within one minute. null: no such thing. */
export function findSharedProof(tags: readonly PaintedTag[]): SharedProof | null {
  const settled = tags.filter(({ proof }) => proof !== 'pending' && proof !== 'unknown');
  const kinds = Map.groupBy(settled, ({ proof }) => proof).values();
  const [largest = []] = [...kinds].map(mostWithinMinute).sort((one, other) => other.length - one.length);
  const [first] = largest;
  if (!first || largest.length < minShared || largest.length * 2 < tags.length) return null;
  return { proof: first.proof, proofAt: first.proofAt, keys: new Set(largest.map(({ key }) => key)) };
}

function mostWithinMinute(tags: readonly PaintedTag[]): PaintedTag[] {
  const sorted = tags
    .map((tag) => ({ tag, at: Date.parse(tag.proofAt) }))
    .sort((one, other) => one.at - other.at);
  let [from, best, bestFrom] = [0, 0, 0];
  for (const [to, { at }] of sorted.entries()) {
    while (at - (sorted[from]?.at ?? at) > minuteMs) from += 1;
    if (to + 1 - from > best) [best, bestFrom] = [to + 1 - from, from];
  }
  return sorted.slice(bestFrom, bestFrom + best).map(({ tag }) => tag);
}
