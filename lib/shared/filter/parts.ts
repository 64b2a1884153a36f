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

/** Of the term with that number, as the text has them; null: no such term. */
export function pathOfTerm(filter: FilterNode, term: number): NodePath | null {
  return pathsOfTerms(filter)[term] ?? null;
}

function pathsOfTerms(node: FilterNode): NodePath[] {
  if (isTerm(node)) return [[]];
  return childrenOf(node).flatMap((child, index) => pathsOfTerms(child).map((path) => [index, ...path]));
}

/** `no:vero` is shown as one term. */
function isTerm(node: FilterNode): boolean {
  return childrenOf(node).length === 0 || (node.kind === 'not' && node.item.kind === 'identity');
}

/** AND becomes OR, or the reverse, between the term with that number and the one before; other joins stay. */
export function switchJoinBefore(filter: FilterNode, term: number): FilterNode {
  const [left, right] = [pathOfTerm(filter, term - 1), pathOfTerm(filter, term)];
  if (!left || !right) return filter;
  const depth = left.findIndex((index, level) => index !== right[level]);
  const path = left.slice(0, depth);
  const group = nodeAt(filter, path);
  if (group?.kind !== 'and' && group?.kind !== 'or') return filter;
  const at = left[depth] ?? 0;
  const joined: FilterNode = {
    kind: group.kind === 'and' ? 'or' : 'and',
    items: group.items.slice(at, at + 2),
  };
  const items = [...group.items.slice(0, at), joined, ...group.items.slice(at + 2)];
  const [only] = items;
  return replaceAt(filter, path, items.length === 1 && only ? only : { kind: group.kind, items }) ?? filter;
}

/** Without the NOT of that number, as the text has them. */
export function withoutNot(filter: FilterNode, index: number): FilterNode {
  const path = pathsOfNots(filter)[index];
  return path ? negateAt(filter, path) : filter;
}

function pathsOfNots(node: FilterNode): NodePath[] {
  if (isTerm(node)) return [];
  const inner = childrenOf(node).flatMap((child, index) =>
    pathsOfNots(child).map((path) => [index, ...path]),
  );
  return node.kind === 'not' ? [[], ...inner] : inner;
}
