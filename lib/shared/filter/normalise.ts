/** The simplest equivalent tree. Browser-safe. */

import type { FilterNode } from './grammar.ts';
import { printFilter } from './print.ts';

/**
 * Flattens ANDs and ORs, drops double NOTs and repeats, keeps the order. Equal printed normal forms may share
 * results and counts.
 */
export function normalise(node: FilterNode): FilterNode {
  switch (node.kind) {
    case 'not': {
      const item = normalise(node.item);
      return item.kind === 'not' ? item.item : { kind: 'not', item };
    }
    case 'and':
    case 'or': {
      const items = flatten(node.kind, node.items);
      const [first] = items;
      return items.length === 1 && first ? first : { kind: node.kind, items };
    }
    default:
      return node;
  }
}

function flatten(kind: 'and' | 'or', items: readonly FilterNode[]): FilterNode[] {
  const found = new Map<string, FilterNode>();
  for (const item of items.map(normalise)) {
    for (const part of item.kind === kind ? item.items : [item]) found.set(printFilter(part), part);
  }
  return [...found.values()];
}
