/** What kept counts tell of a filter. Pure. */

import { type ResolvedTags, resolvedTerm } from '#lib/platform/filter-sql/resolved-tags.ts';
import type { FilterNode } from '#lib/shared/filter/grammar.ts';
import { isEveryTag } from '#lib/shared/filter/walk.ts';
import type { Counters } from './counters.ts';
import type { TextShare } from './text-share.ts';

/** null: no single kept count is the number. */
export function countExactly(
  node: FilterNode | null,
  resolved: ResolvedTags,
  counters: Counters,
): number | null {
  if (node === null) return counters.users;
  if (node.kind === 'identity') return counters.identities[node.provider];
  if (node.kind === 'tag' && !isEveryTag(node)) {
    // One identity per provider and user: a tag's usage is its number of users.
    const { ids, wide, usage } = resolvedTerm(resolved, node);
    return !wide && ids.length <= 1 ? usage : null;
  }
  if (node.kind !== 'not') return null;
  const others = countExactly(node.item, resolved, counters);
  return others === null ? null : counters.users - others;
}

/** null: unknown. An AND matches at most its rarest part. */
export function countAtMost(node: FilterNode | null, resolved: ResolvedTags): number | null {
  if (node?.kind === 'tag' && !isEveryTag(node)) {
    const { wide, usage } = resolvedTerm(resolved, node);
    return wide ? null : usage;
  }
  if (node?.kind !== 'and' && node?.kind !== 'or') return null;
  const parts = node.items.map((item) => countAtMost(item, resolved));
  const known = parts.filter((part) => part !== null);
  if (node.kind === 'and') return known.length > 0 ? Math.min(...known) : null;
  return known.length === parts.length ? known.reduce((sum, part) => sum + part, 0) : null;
}

/** For estimates; may be a little old. `textShare` null: unknown. */
export type Basis = { resolved: ResolvedTags; counters: Counters; textShare: TextShare | null };

/** Assumes independent terms; null: a part is unknown. */
export function estimateShare(node: FilterNode | null, basis: Basis): number | null {
  const { resolved, counters, textShare } = basis;
  if (node?.kind === 'text') return textShare?.(node.text) ?? null;
  if (node?.kind === 'and' || node?.kind === 'or') {
    let product = 1;
    for (const item of node.items) {
      const share = estimateShare(item, basis);
      if (share === null) return null;
      product *= node.kind === 'and' ? share : 1 - share;
    }
    return node.kind === 'and' ? product : 1 - product;
  }
  if (node?.kind === 'not') {
    const share = estimateShare(node.item, basis);
    return share === null ? null : 1 - share;
  }
  const count = countExactly(node, resolved, counters) ?? countAtMost(node, resolved);
  return count === null || counters.users === 0 ? null : Math.min(1, count / counters.users);
}
