import { expect, test } from 'vitest';
import type { FilterNode } from './grammar.ts';
import { parseFilter } from './parse.ts';
import { negateAt, replaceAt, switchAt } from './parts.ts';
import { printFilter } from './print.ts';

const typed = 'vero:a NOT capillary:b (cerego:Region=x OR cerego:Region=y)';

function read(text: string): FilterNode {
  const parsed = parseFilter(text);
  if (!parsed.ok || parsed.filter === null) throw new Error(`“${text}” is not a filter`);
  return parsed.filter;
}

test('a removed term takes its AND, OR and NOT with it', () => {
  const without = (path: number[]) => printFilter(replaceAt(read(typed), path, null));
  expect(without([0])).toBe('NOT capillary:b (cerego:Region=x OR cerego:Region=y)');
  expect(without([1, 0])).toBe('vero:a (cerego:Region=x OR cerego:Region=y)');
  expect(without([2, 1])).toBe('vero:a NOT capillary:b cerego:Region=x');
  expect(replaceAt(read('a'), [], null)).toBeNull();
});

test('parts turn into their opposites and back', () => {
  expect(printFilter(negateAt(read(typed), [0]))).toBe(`NOT ${typed}`);
  expect(printFilter(negateAt(read(typed), [1]))).toBe(
    'vero:a capillary:b (cerego:Region=x OR cerego:Region=y)',
  );
  expect(printFilter(switchAt(read(typed), [2]))).toBe(
    'vero:a NOT capillary:b (cerego:Region=x cerego:Region=y)',
  );
});
