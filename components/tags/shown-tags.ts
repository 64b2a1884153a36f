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

/**
 * In the order first seen on this page, new ones last, so that answers move nothing. `memory`: keys, extended
 * here.
 */
export function keepOrder<T extends { key: string }>(tags: readonly T[], memory: string[]): T[] {
  const places = new Map(memory.map((key, place) => [key, place]));
  for (const { key } of tags) {
    if (places.has(key)) continue;
    places.set(key, memory.length);
    memory.push(key);
  }
  return tags.toSorted((one, other) => (places.get(one.key) ?? 0) - (places.get(other.key) ?? 0));
}
