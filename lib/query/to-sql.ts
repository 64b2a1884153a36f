/**
 * A filter as a condition on `users`, everything typed as parameters. Server only.
 * The statement around it must have `users` in its FROM under that name.
 */

import { type SQL, sql } from 'drizzle-orm';
import { users } from '#lib/db/schema/users.ts';
import type { FilterNode } from './grammar.ts';
import { identityMasks, maskIn } from './masks.ts';
import { type ResolvedTags, resolvedTerm } from './resolved-tags.ts';
import { carriesAll, carriesAny, isNarrow } from './tag-ids-sql.ts';
import { compileTerm } from './term-sql.ts';

/** `resolved` comes from `resolveTags` for the same filter; spans count back from `now`. No filter gives `true`. */
export function compileFilter(filter: FilterNode | null, resolved: ResolvedTags, now: Date): SQL {
  return filter === null ? sql`true` : compileNode(filter, resolved, now);
}

function compileNode(node: FilterNode, resolved: ResolvedTags, now: Date): SQL {
  if (node.kind === 'and' || node.kind === 'or') return compileItems(node.kind, node.items, resolved, now);
  const masks = identityMasks(node);
  if (masks) return maskIn(users.identityMask, masks);
  if (node.kind === 'not') return sql`NOT ${compileNode(node.item, resolved, now)}`;
  return sql`(${compileTerm(node, resolved, now)})`;
}

/** The ids of which the node wants one, where it is a tag term that fits few tags. */
function wantedIds(node: FilterNode, resolved: ResolvedTags): readonly number[] {
  if (node.kind !== 'tag') return [];
  const tags = resolvedTerm(resolved, node);
  return isNarrow(tags) ? tags.ids : [];
}

/**
 * Tag terms side by side become one array condition, identity terms one set of masks: one look into an index
 * instead of many, and one estimate instead of a product of guesses.
 */
function compileItems(
  kind: 'and' | 'or',
  items: readonly FilterNode[],
  resolved: ResolvedTags,
  now: Date,
): SQL {
  const wanted: number[] = [];
  const barred: number[] = [];
  const others: SQL[] = [];
  let masks: readonly number[] | null = null;
  for (const item of items) {
    const own = identityMasks(item);
    const carried = wantedIds(item, resolved);
    const absent = item.kind === 'not' ? wantedIds(item.item, resolved) : [];
    if (own) masks = masks === null ? own : mergeMasks(kind, masks, own);
    // “One of these” can be pooled under OR; under AND only “this one”. For NOT it is the other way round.
    else if (carried.length === 1 || (kind === 'or' && carried.length > 0)) wanted.push(...carried);
    else if (absent.length === 1 || (kind === 'and' && absent.length > 0)) barred.push(...absent);
    else others.push(compileNode(item, resolved, now));
  }
  // Cheap conditions first: the planner keeps this order among those that it thinks equally dear.
  const conditions: SQL[] = [];
  if (masks) conditions.push(maskIn(users.identityMask, masks));
  if (wanted.length > 0) conditions.push(kind === 'and' ? carriesAll(wanted) : carriesAny(wanted));
  if (barred.length > 0)
    conditions.push(sql`NOT ${kind === 'and' ? carriesAny(barred) : carriesAll(barred)}`);
  conditions.push(...others);
  return sql`(${sql.join(conditions, kind === 'and' ? sql` AND ` : sql` OR `)})`;
}

function mergeMasks(kind: 'and' | 'or', left: readonly number[], right: readonly number[]): number[] {
  return kind === 'and' ? left.filter((mask) => right.includes(mask)) : [...new Set([...left, ...right])];
}
