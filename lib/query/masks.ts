/**
 * The bit masks on `users` as sets of their possible values: `= ANY` of a set is estimated from the column's own
 * statistics and can use an ordinary index, which a test of single bits cannot. Server only.
 */

import { type SQL, sql } from 'drizzle-orm';
import type { users } from '#lib/db/schema/users.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { compares } from './evaluate.ts';
import type { FilterNode, Proof } from './grammar.ts';

export const identityBits: Record<ProviderId, number> = { vero: 1, cerego: 2, capillary: 4, fragment: 8 };

export const proofBits: Record<Exclude<Proof, 'pending'>, number> = {
  confirmed: 1,
  accepted: 2,
  imported: 4,
  unknown: 8,
};

const allMasks = Array.from({ length: 16 }, (_, mask) => mask);

/** The masks with that bit set. */
export function masksWith(bit: number): number[] {
  return allMasks.filter((mask) => (mask & bit) !== 0);
}

function bitsIn(mask: number): number {
  return [1, 2, 4, 8].filter((bit) => (mask & bit) !== 0).length;
}

/** The identity masks that the node lets through, where it speaks of nothing else; otherwise null. */
export function identityMasks(node: FilterNode): number[] | null {
  if (node.kind === 'identity') return masksWith(identityBits[node.provider]);
  if (node.kind === 'identities') {
    return allMasks.filter((mask) => compares(bitsIn(mask), node.comparison, node.count));
  }
  if (node.kind !== 'not') return null;
  const inner = identityMasks(node.item);
  return inner && allMasks.filter((mask) => !inner.includes(mask));
}

/** Whether the column's value is one of the masks. */
export function maskIn(
  column: typeof users.identityMask | typeof users.proofMask,
  masks: readonly number[],
): SQL {
  return sql`${column} = ANY(${sql.param([...masks])}::smallint[])`;
}
