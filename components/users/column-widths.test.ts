import { expect, test } from 'vitest';
import { chipRoom, leastWidth, supposeListWidth, trackText } from './column-widths.ts';

const columns = ['select', 'name', 'vero', 'changed'];

test('tracks of a wide list share what the fixed ones leave', () => {
  expect(trackText('select')).toBe('40px');
  expect(trackText('vero')).toBe('minmax(118px, 1.25fr)');
  // 1,072 − 40 − 92 = 940 for 1.1 + 1.25 shares: 400 per share.
  expect(chipRoom('vero', columns, 1_072)).toBeCloseTo(500 - 16);
});

test('a narrow list keeps its least widths and scrolls', () => {
  expect(leastWidth(columns)).toBe(40 + 130 + 118 + 92);
  expect(chipRoom('vero', columns, 100)).toBe(118 - 16);
});

test('a remembered width is taken only where it can be one', () => {
  expect(supposeListWidth('1720')).toBe(1_720);
  for (const cookie of [undefined, '', '-5', '1e9', 'wide']) expect(supposeListWidth(cookie)).toBe(1_262);
});
