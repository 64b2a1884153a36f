import { expect, test } from 'vitest';
import { headHeight, rowHeight, rowWindow, scrollTopFor } from './row-window.ts';

test('draws every seen row and some beyond each edge', () => {
  const { first, end } = rowWindow(100 * rowHeight, 20 * rowHeight, 10_000);
  expect(first).toBeLessThan(100);
  expect(end).toBeGreaterThan(121);
  expect(end - first).toBeLessThan(50);
});

test('never goes past either end of the list', () => {
  expect(rowWindow(-80, 600, 5)).toEqual({ first: 0, end: 5 });
  expect(rowWindow(9_999_999, 600, 1_000).end).toBe(1_000);
  expect(rowWindow(0, 600, 0)).toEqual({ first: 0, end: 0 });
});

test('stays the same while a scroll of a few pixels shows the same rows', () => {
  expect(rowWindow(400 * rowHeight + 3, 700, 1_000)).toEqual(rowWindow(400 * rowHeight + 9, 700, 1_000));
});

test('scrolls only as far as the row under the cursor needs', () => {
  const height = 10 * rowHeight + headHeight;
  expect(scrollTopFor(5, 0, height)).toBe(0);
  expect(scrollTopFor(10, 0, height)).toBe(rowHeight);
  expect(scrollTopFor(2, 5 * rowHeight, height)).toBe(2 * rowHeight);
});

test('a place without an end does not draw the whole list', () => {
  const { first, end } = rowWindow(0, 1_000_000 * rowHeight, 1_000_000);
  expect(end - first).toBeLessThan(250);
});
