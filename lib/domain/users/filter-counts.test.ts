import { expect, test } from 'vitest';
import { noTags } from '#lib/platform/filter-sql/resolved-tags.ts';
import { parseFilter } from '#lib/shared/filter/parse.ts';
import { printTerm } from '#lib/shared/filter/print.ts';
import { collectTagTerms } from '#lib/shared/filter/walk.ts';
import { countAtMost, countExactly, estimateShare } from './filter-counts.ts';

const counters = { users: 1_000, identities: { vero: 800, cerego: 0, capillary: 300, fragment: 100 } };
const usages: Record<string, number> = { 'vero:a': 500, 'vero:b': 100, 'capillary:c': 10 };

function read(text: string) {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.message);
  const terms = collectTagTerms(parsed.filter).map((term) => {
    const name = printTerm(term);
    return [name, { ids: [1], wide: name.endsWith('*'), usage: usages[name] ?? 0 }] as const;
  });
  return { filter: parsed.filter, resolved: { ...noTags, terms: new Map(terms) } };
}

test.each([
  ['', 1_000],
  ['vero:a', 500],
  ['NOT vero:a', 500],
  ['has:capillary', 300],
  ['no:capillary', 700],
  ['vero:a vero:b', null],
  ['ana', null],
  ['vero:pro*', null],
])('%j is counted without a look: %j', (text, count) => {
  const { filter, resolved } = read(text);
  expect(countExactly(filter, resolved, counters)).toBe(count);
});

test.each([
  ['vero:a capillary:c ana', 10],
  ['vero:b OR capillary:c', 110],
  ['vero:b OR ana', null],
  ['NOT vero:a', null],
])('%j matches at most %j', (text, count) => {
  const { filter, resolved } = read(text);
  expect(countAtMost(filter, resolved)).toBe(count);
});

test.each([
  ['vero:a vero:b', 0.05],
  ['vero:a NOT vero:b', 0.45],
  ['vero:a OR vero:b', 0.55],
  ['vero:a ana', null],
])('%j is supposed to match a share of %j', (text, share) => {
  const { filter, resolved } = read(text);
  const estimate = estimateShare(filter, { resolved, counters, textShare: null });
  if (share === null) expect(estimate).toBeNull();
  else expect(estimate).toBeCloseTo(share);
});

test('a text counts for its share of a sample', () => {
  const { filter, resolved } = read('vero:a ana NOT rare');
  const textShare = (text: string) => (text === 'ana' ? 0.2 : 0.001);
  expect(estimateShare(filter, { resolved, counters, textShare })).toBeCloseTo(0.5 * 0.2 * 0.999);
});
