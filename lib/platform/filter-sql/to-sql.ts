/** Typed text becomes parameters. The statement must have `users` in its FROM. Server only. */

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

/** `resolved`: by `resolveTags` for the same filter. `clock`: now and the time zone of days. */
export function compileFilter(filter: FilterNode | null, resolved: ResolvedTags, clock: Clock): SQL {
  return filter === null ? sql`true` : compileNode(filter, resolved, clock);
}

function compileNode(node: FilterNode, resolved: ResolvedTags, clock: Clock): SQL {
  if (node.kind === 'and' || node.kind === 'or') return compileItems(node.kind, node.items, resolved, clock);
  const test = decideByMasks(node, resolved);
  if (test) return maskIn(test.column, test.masks);
  if (node.kind === 'not') return sql`NOT ${compileNode(node.item, resolved, clock)}`;
  return sql`(${compileTerm(node, resolved, clock)})`;
}

type MaskTest = { column: MaskColumn; masks: readonly number[] };

/** The mask column and values that answer the node; null: none does. */
function decideByMasks(node: FilterNode, resolved: ResolvedTags): MaskTest | null {
  const identities = identityMasks(node);
  if (identities) return { column: users.identityMask, masks: identities };
  const tags = tagMasks(asTagged(node, resolved));
  if (tags) return { column: users.tagMask, masks: tags };
  const gaps = gapMasks(node);
  return gaps && { column: users.gapMask, masks: gaps };
}

/** Where no tag has an equal at the other place, every tag is missing there. */
function asTagged(node: FilterNode, resolved: ResolvedTags): FilterNode {
  if (node.kind === 'not') return { ...node, item: asTagged(node.item, resolved) };
  if (node.kind !== 'missing') return node;
  const counterparts = resolved.counterparts.get(printTerm(node));
  const isAlone = counterparts?.equals.every((equal) => equal === 0) ?? false;
  return isAlone ? { kind: 'not', item: { kind: 'untagged', provider: node.from } } : node;
}

/** For a tag term with few tags. */
function wantedIds(node: FilterNode, resolved: ResolvedTags): readonly number[] {
  if (node.kind !== 'tag' || isEveryTag(node)) return [];
  const tags = resolvedTerm(resolved, node);
  return isNarrow(tags) ? tags.ids : [];
}

/**
 * Merges tag terms into one array condition and mask terms into one set: one index lookup, and one estimate
 * instead of a product.
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
    // “One of these” merges under OR, “this one” under AND; NOT swaps them.
    if (carried.length === 1 || (kind === 'or' && carried.length > 0)) wanted.push(...carried);
    else if (absent.length === 1 || (kind === 'and' && absent.length > 0)) barred.push(...absent);
    else others.push(compileNode(item, resolved, clock));
  }
  // The planner keeps this order among equal costs: cheap conditions first.
  const conditions = [...masked];
  if (wanted.length > 0) conditions.push(kind === 'and' ? carriesAll(wanted) : carriesAny(wanted));
  if (barred.length > 0)
    conditions.push(sql`NOT ${kind === 'and' ? carriesAny(barred) : carriesAll(barred)}`);
  conditions.push(...others);
  return sql`(${sql.join(conditions, kind === 'and' ? sql` AND ` : sql` OR `)})`;
}

/** One condition for all that a mask column answers, and the other items. */
function poolMasks(
  kind: 'and' | 'or',
  items: readonly FilterNode[],
  resolved: ResolvedTags,
): { masked: SQL[]; rest: FilterNode[] } {
  const pools = new Map<MaskColumn, readonly number[]>();
  const rest: FilterNode[] = [];
  for (const item of items) {
    const test = decideByMasks(item, resolved);
    if (test) pools.set(test.column, mergeMasks(kind, pools.get(test.column) ?? test.masks, test.masks));
    else rest.push(item);
  }
  return { masked: [...pools].map(([column, masks]) => maskIn(column, masks)), rest };
}

function mergeMasks(kind: 'and' | 'or', left: readonly number[], right: readonly number[]): number[] {
  return kind === 'and' ? left.filter((mask) => right.includes(mask)) : [...new Set([...left, ...right])];
}
