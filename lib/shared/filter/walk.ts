import type { FilterNode, Pattern, TagNode, TermNode } from './grammar.ts';

/** Matches every text. */
export const anything: Pattern = { text: '', open: true };

/** In the order of the text. */
export function termsOf(node: FilterNode | null): TermNode[] {
  if (node === null) return [];
  if (node.kind === 'and' || node.kind === 'or') return node.items.flatMap(termsOf);
  return node.kind === 'not' ? termsOf(node.item) : [node];
}

/** Another tree with other terms; the same object where none is another. */
export function mapTerms(node: FilterNode, change: (term: TermNode) => FilterNode): FilterNode {
  if (node.kind === 'and' || node.kind === 'or') {
    const items = node.items.map((item) => mapTerms(item, change));
    return items.every((item, place) => item === node.items[place]) ? node : { ...node, items };
  }
  if (node.kind !== 'not') return change(node);
  const item = mapTerms(node.item, change);
  return item === node.item ? node : { ...node, item };
}

/** `vero:*`, `tag:*`. */
export function isEveryTag({ key, value }: TagNode): boolean {
  return value === null && key?.open === true && key.text === '';
}

/** For `differs:` the values of both keys. */
export function tagTermsOf(term: TermNode): TagNode[] {
  if (term.kind === 'tag') return [term];
  if (term.kind !== 'differs') return [];
  return [term.left, term.right].map(({ provider, key }) => ({
    kind: 'tag',
    provider,
    key: { text: key, open: false },
    value: anything,
  }));
}

/** Each once, in the order of the text. */
export function collectTagTerms(node: FilterNode | null): TagNode[] {
  const found = new Map<string, TagNode>();
  for (const tag of termsOf(node).flatMap(tagTermsOf)) found.set(JSON.stringify(tag), tag);
  return [...found.values()];
}
