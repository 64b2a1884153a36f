/**
 * A filter as a condition on `users`, everything typed as parameters. Server only.
 * The statement around it must have `users` in its FROM under that name.
 */

import { type SQL, sql } from 'drizzle-orm';
import { users } from '#lib/platform/db/schema/users.ts';
import type { Clock } from '#lib/shared/days.ts';
import type { FilterNode } from '#lib/shared/filter/grammar.ts';
import { printTerm } from '#lib/shared/filter/print.ts';
import { isEveryTag } from '#lib/shared/filter/walk.ts';
import { gapMasks, identityMasks, type MaskColumn, maskIn, tagMasks } from './masks.ts';
import { type ResolvedTags, resolvedTerm } from './resolved-tags.ts';
import { carriesAll, carriesAny, isNarrow } from './tag-ids-sql.ts';
import { compileTerm } from './term-sql.ts';

/** `resolved` comes from `resolveTags` for the same filter; spans count back from the clock's now, days are its zone's. No filter gives `true`. */
export function compileFilter(filter: FilterNode | null, resolved: ResolvedTags, clock: Clock): SQL {
  return filter === null ? sql`true` : compileNode(filter, resolved, clock);
}

function compileNode(node: FilterNode, resolved: ResolvedTags, clock: Clock): SQL {
  if (node.kind === 'and' || node.kind === 'or') return compileItems(node.kind, node.items, resolved, clock);
  const told = toldByMasks(node, resolved);
  if (told) return maskIn(told.column, told.masks);
  if (node.kind === 'not') return sql`NOT ${compileNode(node.item, resolved, clock)}`;
  return sql`(${compileTerm(node, resolved, clock)})`;
}

type Told = { column: MaskColumn; masks: readonly number[] };

/** The column of masks that tells the whole node, and which of its values do; null: none tells it. */
function toldByMasks(node: FilterNode, resolved: ResolvedTags): Told | null {
  const identities = identityMasks(node);
  if (identities) return { column: users.identityMask, masks: identities };
  const tags = tagMasks(asTagged(node, resolved));
  if (tags) return { column: users.tagMask, masks: tags };
  const gaps = gapMasks(node);
  return gaps && { column: users.gapMask, masks: gaps };
}

/** Where no tag of a place has an equal at the other, all that somebody carries there is missing. */
function asTagged(node: FilterNode, resolved: ResolvedTags): FilterNode {
  if (node.kind === 'not') return { ...node, item: asTagged(node.item, resolved) };
  if (node.kind !== 'missing') return node;
  const counterparts = resolved.counterparts.get(printTerm(node));
  const isAlone = counterparts?.equals.every((equal) => equal === 0) ?? false;
  return isAlone ? { kind: 'not', item: { kind: 'untagged', provider: node.from } } : node;
}

/** The ids of which the node wants one, where it is a tag term that fits few tags. */
function wantedIds(node: FilterNode, resolved: ResolvedTags): readonly number[] {
  if (node.kind !== 'tag' || isEveryTag(node)) return [];
  const tags = resolvedTerm(resolved, node);
  return isNarrow(tags) ? tags.ids : [];
}

/**
 * Tag terms side by side become one array condition, those told by a mask one set of masks: one look into an index
 * instead of many, and one estimate instead of a product of guesses.
 */
function compileItems(
  kind: 'and' | 'or',
  items: readonly FilterNode[],
  resolved: ResolvedTags,
  clock: Clock,
): SQL {
  const wanted: number[] = [];
  const barred: number[] = [];
  const others: SQL[] = [];
  const { masked, rest } = poolMasks(kind, items, resolved);
  for (const item of rest) {
    const carried = wantedIds(item, resolved);
    const absent = item.kind === 'not' ? wantedIds(item.item, resolved) : [];
    // “One of these” can be pooled under OR; under AND only “this one”. For NOT it is the other way round.
    if (carried.length === 1 || (kind === 'or' && carried.length > 0)) wanted.push(...carried);
    else if (absent.length === 1 || (kind === 'and' && absent.length > 0)) barred.push(...absent);
    else others.push(compileNode(item, resolved, clock));
  }
  // Cheap conditions first: the planner keeps this order among those that it thinks equally dear.
  const conditions = [...masked];
  if (wanted.length > 0) conditions.push(kind === 'and' ? carriesAll(wanted) : carriesAny(wanted));
  if (barred.length > 0)
    conditions.push(sql`NOT ${kind === 'and' ? carriesAny(barred) : carriesAll(barred)}`);
  conditions.push(...others);
  return sql`(${sql.join(conditions, kind === 'and' ? sql` AND ` : sql` OR `)})`;
}

/** One condition for all items that a column of masks tells, and the items that none does. */
function poolMasks(
  kind: 'and' | 'or',
  items: readonly FilterNode[],
  resolved: ResolvedTags,
): { masked: SQL[]; rest: FilterNode[] } {
  const pools = new Map<MaskColumn, readonly number[]>();
  const rest: FilterNode[] = [];
  for (const item of items) {
    const told = toldByMasks(item, resolved);
    if (told) pools.set(told.column, mergeMasks(kind, pools.get(told.column) ?? told.masks, told.masks));
    else rest.push(item);
  }
  return { masked: [...pools].map(([column, masks]) => maskIn(column, masks)), rest };
}

function mergeMasks(kind: 'and' | 'or', left: readonly number[], right: readonly number[]): number[] {
  return kind === 'and' ? left.filter((mask) => right.includes(mask)) : [...new Set([...left, ...right])];
}
