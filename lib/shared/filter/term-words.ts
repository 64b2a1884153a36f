/** What a condition says, in the product's words. Browser-safe. */

import type { ProviderId } from '#lib/providers/ids.ts';
import { providerNames } from './fields.ts';
import type { Age, Comparison, FilterNode, Pattern, SpanUnit, TagNode } from './grammar.ts';
import { printFilter } from './print.ts';
import { isEveryTag } from './walk.ts';

export interface TermWords {
  /** For its mark. */
  readonly provider: ProviderId | null;
  /** “Vero”; may be empty. */
  readonly subject: string;
  /** “has”, “has not”. */
  readonly verb: string;
  /** “Region = California”; may be empty. */
  readonly what: string;
}

/** `isNot`: of its opposite. A group is said as text. */
export function wordsOf(node: FilterNode, isNot = false): TermWords {
  const say = (
    provider: ProviderId | null,
    [has, hasNot]: readonly [string, string],
    what: string,
    subject = provider === null ? '' : providerNames[provider],
  ): TermWords => ({ provider, subject, verb: isNot ? hasNot : has, what });
  switch (node.kind) {
    case 'not':
      return wordsOf(node.item, !isNot);
    case 'text':
      return say(null, ['contains', 'does not contain'], node.text, 'Name, e-mail or id');
    case 'tag':
      if (isEveryTag(node))
        return say(node.provider, ['has any', 'has no'], node.provider === null ? 'tag anywhere' : 'tag');
      if (node.provider === null)
        return say(null, ['has at any provider', 'has at no provider'], tagOf(node));
      return say(node.provider, ['has', 'has not'], tagOf(node));
    case 'identity':
      return say(node.provider, ['is in', 'is not in'], providerNames[node.provider], '');
    case 'identities':
      return say(null, ['is in', 'is not in'], countWords(node.comparison, node.count));
    case 'untagged':
      return say(node.provider, ['has no', 'has any'], node.provider === null ? 'tag anywhere' : 'tag');
    case 'proof':
      return say(
        node.provider,
        ['has', 'has not'],
        `a tag marked ${node.proof}${node.age ? ` ${ageWords(node.age)}` : ''}`,
      );
    case 'drift':
      return say(
        node.provider,
        ['differs', 'does not differ'],
        node.provider === null ? 'at a provider' : 'from what is given here',
      );
    case 'read':
      return say(node.provider, ['was last read', 'was not last read'], ageWords(node.age));
    case 'changed-within':
      return say(null, ['changed', 'not changed'], `in the last ${spanWords(node.amount, node.unit)}`);
    case 'changed-on':
      return say(null, ['changed', 'not changed'], `${dayWords[node.comparison]} ${node.date}`);
    case 'changed-by':
      return say(null, ['changed by', 'not changed by'], node.member);
    case 'run':
      return say(null, ['was in', 'was not in'], `run ${node.id}`);
    case 'differs': {
      const [left, right] = [node.left, node.right].map(
        ({ provider, key }) => `${providerNames[provider]} ${key}`,
      );
      return say(null, ['differs from', 'does not differ from'], right ?? '', left);
    }
    case 'missing':
      return say(node.from, ['has a tag missing in', 'has no tag missing in'], providerNames[node.to]);
    default:
      return say(null, ['', 'not'], printFilter(node));
  }
}

/** “Vero has prospect”. */
export function sentenceOf({ subject, verb, what }: TermWords): string {
  return [subject, verb, what].filter((part) => part !== '').join(' ');
}

function tagOf({ key, value }: TagNode): string {
  if (value === null) return patternOf(key);
  return `${key === null ? 'any key' : patternOf(key)} = ${value.open && value.text === '' ? 'any value' : patternOf(value)}`;
}

function patternOf(pattern: Pattern | null): string {
  return pattern === null ? '' : pattern.text + (pattern.open ? '…' : '');
}

export const dayWords: Record<Comparison, string> = {
  '=': 'on',
  '<': 'before',
  '<=': 'on or before',
  '>': 'after',
  '>=': 'on or after',
};

export const amountWords: Record<Comparison, string> = {
  '=': 'exactly',
  '<': 'fewer than',
  '<=': 'at most',
  '>': 'more than',
  '>=': 'at least',
};

function countWords(comparison: Comparison, count: number): string {
  const sign = comparison === '=' ? '' : `${amountWords[comparison]} `;
  return `${sign}${count} ${count === 1 ? 'provider' : 'providers'}`;
}

export const unitWords: Record<SpanUnit, string> = { h: 'hours', d: 'days', w: 'weeks' };

function ageWords({ comparison, amount, unit }: Age): string {
  return `${comparison === '>' ? 'more' : 'less'} than ${amount} ${amount === 1 ? unitWords[unit].slice(0, -1) : unitWords[unit]} ago`;
}

function spanWords(amount: number, unit: SpanUnit): string {
  return amount === 1 ? unitWords[unit].slice(0, -1) : `${amount} ${unitWords[unit]}`;
}
