import { expect, test } from 'vitest';
import { locateTerms } from './locate.ts';
import { applySuggestion } from './problem.ts';

test.each([
  ['a VERO:"prospct" OR b', 'vero:prospct', 'a vero:prospect OR b'],
  ['a -vero:prospct)', 'vero:prospct', 'a -vero:prospect)'],
  ['vero:prospct OR VERO:prospct', 'vero:prospct', 'vero:prospect OR VERO:prospct'],
  ['ver:x vero:prospct', 'vero:prospct', 'ver:x vero:prospect'],
])('in %s the term is found and cured', (text, printed, cured) => {
  const place = locateTerms(text).get(printed);
  expect(place && applySuggestion(text, { ...place, suggestion: 'vero:prospect' })).toBe(cured);
});

test('a term that is only part of a word is not found', () => {
  expect(locateTerms('vero:prospcts').has('vero:prospct')).toBe(false);
});
