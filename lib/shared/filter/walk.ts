/** Visits the terms of a filter. Browser-safe. */

import type { FilterNode, Pattern, TagNode, TermNode } from './grammar.ts';

/** What every text matches. */
export const anything: Pattern = { text: '', open: true };

/** Every term, in the order of the text. */
export function termsOf(node: FilterNode | null): TermNode[] {
  if (node === null) return [];
  if (node.kind === 'and' || node.kind === 'or') return node.items.flatMap(termsOf);
  return node.kind === 'not' ? termsOf(node.item) : [node];
}

/** Whether every tag of the place fits: `vero:*`, `tag:*`. */
export function isEveryTag({ key, value }: TagNode): boolean {
  return value === null && key?.open === true && key.text === '';
}

/** The tags that a term is about: itself for a tag term, the values of both keys for `differs:`; none for the rest. */
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

/** The tag terms of a filter, each once, in the order of the text. */
export function collectTagTerms(node: FilterNode | null): TagNode[] {
  const found = new Map<string, TagNode>();
  for (const tag of termsOf(node).flatMap(tagTermsOf)) found.set(JSON.stringify(tag), tag);
  return [...found.values()];
}
