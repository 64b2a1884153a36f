/** A filter as an English sentence: for screen readers, for confirming what a run will touch, for saved views. Browser-safe. */

import type { ProviderId } from '#lib/providers/ids.ts';
import { providerNames } from './fields.ts';
import type {
  ChangedOnNode,
  Comparison,
  FilterNode,
  Pattern,
  SpanUnit,
  TagNode,
  TermNode,
} from './grammar.ts';

/** “Users who carry “prospect” at Vero and have no identity at Capillary.” */
export function explainFilter(filter: FilterNode | null): string {
  return filter === null ? 'All users.' : `Users who ${explainNode(filter, false)}.`;
}

/** `negated` says the opposite; `nested` puts a list inside another list into brackets. */
function explainNode(node: FilterNode, negated: boolean, nested = false): string {
  if (node.kind === 'not') return explainNode(node.item, !negated, nested);
  if (node.kind !== 'and' && node.kind !== 'or') return explainTerm(node, negated);
  // Not (a and b) is: not a, or not b.
  const and = (node.kind === 'and') !== negated;
  const sentence = node.items.map((item) => explainNode(item, negated, true)).join(and ? ' and ' : ' or ');
  return nested ? `(${sentence})` : sentence;
}

function explainTerm(node: TermNode, negated: boolean): string {
  const either = (plain: string, opposite: string) => (negated ? opposite : plain);
  switch (node.kind) {
    case 'text':
      return `${either('have', 'do not have')} “${node.text}” in name, e-mail or ids`;
    case 'tag':
      return `${either('carry', 'do not carry')} ${explainTag(node)}`;
    case 'identity':
      return `${either('have an', 'have no')} identity at ${providerNames[node.provider]}`;
    case 'identities':
      return `${either('have', 'do not have')} ${number(node.comparison, node.count)}`;
    case 'untagged':
      return `${either('carry no tag', 'carry a tag')}${at(node.provider)}`;
    case 'proof':
      return node.proof === 'pending'
        ? `${either('have a change', 'have no change')} pending${at(node.provider)}`
        : `${either('carry a tag', 'carry no tag')} with proof ${node.proof}${at(node.provider)}`;
    case 'changed-within':
      return `${either('changed', 'did not change')} within the last ${span(node.amount, node.unit)}`;
    case 'changed-on':
      return `${either('last changed', 'did not last change')} ${day(node)}`;
    case 'changed-by':
      return `${either('were changed', 'were never changed')} by ${node.member}`;
    case 'run':
      return `${either('were', 'were not')} part of run ${node.id}`;
    case 'differs': {
      const sides = [node.left, node.right].map((side) => `${side.key} at ${providerNames[side.provider]}`);
      return `${either('have', 'do not have')} different values of ${sides.join(' and ')}`;
    }
    case 'missing': {
      const lacking = `at ${providerNames[node.from]} that ${providerNames[node.to]} lacks`;
      return `${either('carry a tag', 'carry no tag')} ${lacking}`;
    }
  }
}

function at(provider: ProviderId | null): string {
  return provider === null ? '' : ` at ${providerNames[provider]}`;
}

function explainTag({ provider, key, value }: TagNode): string {
  const place = provider === null ? ' at any provider' : at(provider);
  if (value === null) return `${pattern(key, 'any tag')}${place}`;
  return `${pattern(key, 'any key')} = ${pattern(value, 'any value')}${place}`;
}

function pattern(wanted: Pattern | null, any: string): string {
  if (wanted === null || (wanted.open && wanted.text === '')) return any;
  return wanted.open ? `“${wanted.text}…”` : `“${wanted.text}”`;
}

function number(comparison: Comparison, count: number): string {
  const words = { '=': 'exactly', '<': 'fewer than', '<=': 'at most', '>': 'more than', '>=': 'at least' };
  return `${words[comparison]} ${count} ${count === 1 ? 'identity' : 'identities'}`;
}

function span(amount: number, unit: SpanUnit): string {
  const word = { h: 'hour', d: 'day', w: 'week' }[unit];
  return `${amount} ${word}${amount === 1 ? '' : 's'}`;
}

function day({ comparison, date }: ChangedOnNode): string {
  const words = { '=': 'on', '<': 'before', '<=': 'on or before', '>': 'after', '>=': 'on or after' };
  return `${words[comparison]} ${date} (UTC)`;
}
