import { expect, test } from 'vitest';
import { percentile, summarise } from './statistics.ts';

test('a percentile is one of the times measured, whatever their order', () => {
  const times = [5, 1, 4, 2, 3];
  expect(percentile(times, 0.5)).toBe(3);
  expect(percentile(times, 0.95)).toBe(5);
  expect(percentile([7], 0.5)).toBe(7);
});

test('an empty sample is a fault, not a zero', () => {
  expect(() => summarise([])).toThrow('Nothing was measured.');
});
