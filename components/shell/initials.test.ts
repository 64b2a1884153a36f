import { expect, test } from 'vitest';
import { initials } from './initials.ts';

test.each([
  ['Nkechi Adeyemi', 'NA'],
  ['Marek van der Berg', 'MB'],
  ['Cher', 'C'],
  ['demo@example.com', 'D'],
  ['😀 smile', '😀S'],
  ['', '?'],
])('%s gives %s', (name, expected) => {
  expect(initials(name)).toBe(expected);
});
