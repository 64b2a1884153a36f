import { expect, test } from 'vitest';
import { parseFilter } from '#lib/shared/filter/parse.ts';
import { sentenceOf, wordsOf } from '#lib/shared/filter/term-words.ts';
import { otherConditions, type PartTexts } from './other-conditions.ts';
import { typedPair } from './tag-term-field.tsx';

function filterOf(name: string, texts: PartTexts): string {
  const found = otherConditions.find((each) => each.name === name);
  return found?.filter({ ...found.start, ...texts }) ?? '';
}

test.each<[string, PartTexts, string]>([
  ['changed', {}, 'changed in the last 7 days'],
  ['changed', { when: '<=', day: '2026-01-31' }, 'changed on or before 2026-01-31'],
  ['changed', { when: '=', day: '2026-01-31' }, 'changed on 2026-01-31'],
  ['changed-by', { member: 'ana (old)@example.com' }, 'changed by ana (old)@example.com'],
  ['run', { run: '12' }, 'was in run 12'],
  ['identities', {}, 'is in at least 2 providers'],
  ['identities', { sign: '=', count: '1' }, 'is in 1 provider'],
  ['untagged', {}, 'has no tag anywhere'],
  ['untagged', { place: 'vero' }, 'Vero has no tag'],
  ['proof', { place: 'vero' }, 'Vero has a tag marked unknown'],
  ['proof', { proof: 'accepted', sign: '>' }, 'has a tag marked accepted more than 7 days ago'],
  ['proof', { proof: 'pending', sign: '>' }, 'has a tag marked pending'],
  ['drift', {}, 'differs at a provider'],
  ['drift', { place: 'fragment' }, 'FRAGMENT differs from what is given here'],
  ['read', {}, 'was last read more than 7 days ago'],
  [
    'read',
    { place: 'cerego', sign: '<', amount: '12', unit: 'h' },
    'Cerego was last read less than 12 hours ago',
  ],
  ['tag', { tag: 'Premium Customer' }, 'has at any provider Premium Customer'],
  ['tag', { tag: 'Home Region = New York' }, 'has at any provider Home Region = New York'],
  ['tag', { tag: 'pro*' }, 'has at any provider pro…'],
  ['missing', {}, 'Vero has a tag missing in Capillary'],
  ['differs', { leftKey: 'Region', rightKey: 're/gi*on' }, 'Cerego Region differs from FRAGMENT re/gi*on'],
])('%s with %j says “%s”', (name, texts, words) => {
  const parsed = parseFilter(filterOf(name, texts));
  expect(parsed.ok && parsed.filter && sentenceOf(wordsOf(parsed.filter))).toBe(words);
});

test('what cannot be is refused in words', () => {
  for (const [name, texts] of [
    ['changed', { amount: 'soon' }],
    ['run', { run: 'the last' }],
    ['read', { amount: 'long' }],
    ['missing', { to: 'vero' }],
  ] as const)
    expect(parseFilter(filterOf(name, texts))).toMatchObject({
      ok: false,
      message: expect.stringMatching(/\w/),
    });
});

test.each([
  ['plan=growth', { key: 'plan', value: 'growth' }],
  ['plan = gro', { key: 'plan', value: 'gro' }],
  ['plan=', { key: 'plan', value: '' }],
  ['Home Region= New York ', { key: 'Home Region', value: 'New York ' }],
  ['formula=a=b', { key: 'formula', value: 'a=b' }],
  ['plan', null],
  ['=growth', null],
])('%j typed as a key is taken for the pair that it is', (typed, pair) => {
  expect(typedPair(typed)).toEqual(pair);
});
