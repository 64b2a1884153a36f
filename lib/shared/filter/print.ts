/**
 * Prints a filter so that parsing gives an equal tree. Without AND, with the fewest brackets. Browser-safe.
 */

import {
  type Age,
  bareWords,
  type FilterNode,
  type TagNode,
  type TermNode,
  type ValueAt,
} from './grammar.ts';
import { printPattern, quote, quoteIfNeeded } from './quote.ts';
import { isOperator } from './tokenize.ts';

function printText(text: string): string {
  const isWord = isOperator(text) || bareWords.some((bare) => bare === text.toLowerCase());
  // A plain “=” at either end would be read as the tag's.
  const special = isWord || /^[-=]|=$/.test(text);
  return special ? quote(text) : quoteIfNeeded(text, ':*');
}

function printTag(node: TagNode): string {
  const key = node.key ? printPattern(node.key) : '';
  const value = node.value ? `=${printPattern(node.value)}` : '';
  return `${node.provider ?? 'tag'}:${key}${value}`;
}

function printValueAt(side: ValueAt): string {
  return `${side.provider}.${quoteIfNeeded(side.key, '/*')}`;
}

function printAt(provider: string | null, what: string): string {
  return provider === null ? what : `${provider}.${what}`;
}

function printSpan({ amount, unit }: Age): string {
  return `${amount}${unit}`;
}

export function printTerm(node: TermNode): string {
  switch (node.kind) {
    case 'text':
      return printText(node.text);
    case 'tag':
      return printTag(node);
    case 'identity':
      return `has:${node.provider}`;
    case 'identities':
      return `identities:${node.comparison === '=' ? '' : node.comparison}${node.count}`;
    case 'untagged':
      return node.provider === null ? 'untagged' : `untagged:${node.provider}`;
    case 'proof':
      return `proof:${printAt(node.provider, node.proof)}${node.age ? node.age.comparison + printSpan(node.age) : ''}`;
    case 'drift':
      return node.provider === null ? 'drift' : `drift:${node.provider}`;
    case 'read':
      return `read:${printAt(node.provider, (node.age.comparison === '>' ? '>' : '') + printSpan(node.age))}`;
    case 'changed-within':
      return `changed:${node.amount}${node.unit}`;
    case 'changed-on':
      return `changed:${node.comparison === '=' ? '' : node.comparison}${node.date}`;
    case 'changed-by':
      return `changed-by:${quoteIfNeeded(node.member, '')}`;
    case 'run':
      return `run:${node.id}`;
    case 'import':
      return `import:${node.id}${node.part === null ? '' : `.${node.part}`}`;
    case 'differs':
      return `differs:${printValueAt(node.left)}/${printValueAt(node.right)}`;
    case 'missing':
      return `missing:${node.from}/${node.to}`;
  }
}

function bracketed(node: FilterNode, inside: readonly FilterNode['kind'][]): string {
  const text = printFilter(node);
  return inside.includes(node.kind) ? `(${text})` : text;
}

/** '' for no filter. */
export function printFilter(node: FilterNode | null): string {
  if (node === null) return '';
  switch (node.kind) {
    case 'and':
      return node.items.map((item) => bracketed(item, ['and', 'or'])).join(' ');
    case 'or':
      return node.items.map((item) => bracketed(item, ['or'])).join(' OR ');
    case 'not':
      if (node.item.kind === 'identity') return `no:${node.item.provider}`;
      return `NOT ${bracketed(node.item, ['and', 'or'])}`;
    default:
      return printTerm(node);
  }
}
