/** Edits of a filter by clicks. Each gives a new tree. Browser-safe. */

import type { FilterNode } from './grammar.ts';

/** Positions of items; under a NOT 0. */
export type NodePath = readonly number[];

/** null: none. */
export function nodeAt(filter: FilterNode | null, path: NodePath): FilterNode | null {
  const [index, ...rest] = path;
  if (filter === null || index === undefined) return filter;
  return nodeAt(childrenOf(filter)[index] ?? null, rest);
}

function childrenOf(node: FilterNode): readonly FilterNode[] {
  if (node.kind === 'and' || node.kind === 'or') return node.items;
  return node.kind === 'not' ? [node.item] : [];
}

/** null removes it, with an AND, OR or NOT that is left over. */
export function replaceAt(filter: FilterNode, path: NodePath, node: FilterNode | null): FilterNode | null {
  const [index, ...rest] = path;
  if (index === undefined) return node;
  const children = childrenOf(filter).flatMap((child, position) => {
    const kept = position === index ? replaceAt(child, rest, node) : child;
    return kept === null ? [] : [kept];
  });
  const [first] = children;
  if (first === undefined) return childrenOf(filter).length === 0 ? filter : null;
  if (filter.kind === 'not') return { kind: 'not', item: first };
  if (filter.kind !== 'and' && filter.kind !== 'or') return filter;
  return children.length === 1 ? first : { kind: filter.kind, items: children };
}

export function negateAt(filter: FilterNode, path: NodePath): FilterNode {
  const node = nodeAt(filter, path);
  if (node === null) return filter;
  const negated: FilterNode = node.kind === 'not' ? node.item : { kind: 'not', item: node };
  return replaceAt(filter, path, negated) ?? filter;
}

export function switchAt(filter: FilterNode, path: NodePath): FilterNode {
  const node = nodeAt(filter, path);
  if (node?.kind !== 'and' && node?.kind !== 'or') return filter;
  return replaceAt(filter, path, { kind: node.kind === 'and' ? 'or' : 'and', items: node.items }) ?? filter;
}
