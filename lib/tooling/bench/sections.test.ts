import { expect, test } from 'vitest';
import { readAsked } from './sections.ts';

test('nothing asked is the everyday part over few people', () => {
  expect(readAsked([])).toEqual({
    sections: ['edit', 'page', 'start', 'script', 'chip'],
    sizes: [10_000],
    rows: 500_000,
  });
});

test('sections and sizes may stand in any order; sizes go up', () => {
  expect(readAsked(['1M', 'read', '10k', 'read'])).toEqual({
    sections: ['read'],
    sizes: [10_000, 1_000_000],
    rows: 1_000_000,
  });
});

test('a word that means nothing is named', () => {
  expect(() => readAsked(['reed'])).toThrow('“reed” is neither a section');
});
