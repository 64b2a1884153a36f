/**
 * Bit masks of `users` as sets of values: `= ANY` is estimated from statistics and uses an index, a bit test
 * does not. Server only.
 */

import { type SQL, sql } from 'drizzle-orm';
import { providerBits, providerTwins } from '#lib/platform/db/provider-mask.ts';
import type { users } from '#lib/platform/db/schema/users.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { compares } from '#lib/shared/filter/evaluate.ts';
import type { FilterNode, Proof } from '#lib/shared/filter/grammar.ts';
import { isEveryTag } from '#lib/shared/filter/walk.ts';

export const proofBits: Record<Exclude<Proof, 'pending'>, number> = {
  confirmed: 1,
  accepted: 2,
  imported: 4,
  unknown: 8,
};

const allMasks = Array.from({ length: 16 }, (_, mask) => mask);

export function masksWith(bit: number): number[] {
  return allMasks.filter((mask) => (mask & bit) !== 0);
}

function bitsIn(mask: number): number {
  return [1, 2, 4, 8].filter((bit) => (mask & bit) !== 0).length;
}

/** null: the node is about something else. */
export function identityMasks(node: FilterNode): number[] | null {
  if (node.kind === 'identity') return masksWith(providerBits[node.provider]);
  if (node.kind === 'identities') {
    return allMasks.filter((mask) => compares(bitsIn(mask), node.comparison, node.count));
  }
  return node.kind === 'not' ? others(identityMasks(node.item)) : null;
}

/** null: the node is about something else than all tags of a place. */
export function tagMasks(node: FilterNode): number[] | null {
  if (node.kind === 'tag' && isEveryTag(node)) return taggedAt(node.provider);
  if (node.kind === 'untagged') return others(taggedAt(node.provider));
  return node.kind === 'not' ? others(tagMasks(node.item)) : null;
}

/** null: the node is about something else than gaps. */
export function gapMasks(node: FilterNode): number[] | null {
  if (node.kind === 'missing' && providerTwins[node.from] === node.to)
    return masksWith(providerBits[node.from]);
  return node.kind === 'not' ? others(gapMasks(node.item)) : null;
}

/** null: at any provider. */
function taggedAt(provider: ProviderId | null): number[] {
  return provider === null ? allMasks.filter((mask) => mask !== 0) : masksWith(providerBits[provider]);
}

function others(masks: readonly number[] | null): number[] | null {
  return masks && allMasks.filter((mask) => !masks.includes(mask));
}

export type MaskColumn =
  | typeof users.identityMask
  | typeof users.tagMask
  | typeof users.gapMask
  | typeof users.proofMask;

export function maskIn(column: MaskColumn, masks: readonly number[]): SQL {
  return sql`${column} = ANY(${sql.param([...masks])}::smallint[])`;
}
