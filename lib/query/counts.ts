/** What stored counts tell of a filter's size, without reading users. */

import type { ProviderId } from '#lib/providers/ids.ts';
import type { FilterNode } from './grammar.ts';
import { type ResolvedTags, resolvedTerm } from './resolved-tags.ts';
import { tagTermsOf } from './walk.ts';

/** Names of rows in `counters`. */
export type CounterName = 'users' | `identities:${ProviderId}`;

/** An exact count: `constant` plus the value of each counter in `plus`, less that of each in `minus`. */
export interface StoredCount {
  readonly constant: number;
  readonly plus: readonly CounterName[];
  readonly minus: readonly CounterName[];
}

/** The exact number of matches where counters know it: everybody, one tag, one provider's identities, NOT of these. */
export function storedCount(filter: FilterNode | null, resolved: ResolvedTags): StoredCount | null {
  if (filter === null) return { constant: 0, plus: ['users'], minus: [] };
  if (filter.kind === 'identity') return { constant: 0, plus: [`identities:${filter.provider}`], minus: [] };
  if (filter.kind === 'tag') {
    const { ids, wide, usage } = resolvedTerm(resolved, filter);
    // Two tags may be carried by the same user, so their counts do not add up.
    return wide || ids.length > 1 ? null : { constant: usage, plus: [], minus: [] };
  }
  if (filter.kind !== 'not' || filter.item.kind === 'not') return null;
  const inner = storedCount(filter.item, resolved);
  return inner && { constant: -inner.constant, plus: ['users'], minus: inner.plus };
}

/**
 * A number that the matches cannot exceed, or null where nothing is known. With a small one it is quicker to collect
 * all matches and sort them than to walk the sorted index until a page is full.
 */
export function mostMatches(filter: FilterNode | null, resolved: ResolvedTags): number | null {
  if (filter === null || filter.kind === 'not' || filter.kind === 'untagged') return null;
  if (filter.kind === 'and') {
    const known = filter.items.flatMap((item) => mostMatches(item, resolved) ?? []);
    return known.length === 0 ? null : Math.min(...known);
  }
  if (filter.kind === 'or') {
    return filter.items.reduce<number | null>((sum, item) => {
      const most = sum === null ? null : mostMatches(item, resolved);
      return most === null || sum === null ? null : sum + most;
    }, 0);
  }
  const terms = tagTermsOf(filter).map((term) => resolvedTerm(resolved, term));
  const known = terms.flatMap((term) => (term.wide ? [] : [term.usage]));
  return known.length === 0 ? null : Math.min(...known);
}
