import { expect, test } from 'vitest';
import { formatRelativeTime } from './format-time.ts';

const now = Date.UTC(2026, 10, 20, 9, 38, 12);

test.each([
  [0, 'now'],
  [4_999, 'now'],
  [20_000, '20 s'],
  [59_999, '59 s'],
  [4 * 60_000, '4 min'],
  [26 * 3_600_000, '1 d'],
  [3 * 3_600_000 + 5, '3 h'],
  [214 * 86_400_000, '214 d'],
  [800 * 86_400_000, '2 y'],
])('%i ms ago reads “%s”', (distance, text) => {
  expect(formatRelativeTime(now - distance, now)).toBe(text);
});

test.each([
  [4_999, 'now'],
  [41_000, 'in 41 seconds'],
  [59_700, 'in 1 minute'],
  [4 * 60_000 + 20_000, 'in 4 minutes'],
  [59.6 * 60_000, 'in 1 hour'],
  [23 * 3_600_000, 'in 23 hours'],
  [23.8 * 3_600_000, 'in 1 day'],
  [7 * 86_400_000 - 1, 'in 7 days'],
  [7 * 86_400_000 - 11 * 3_600_000, 'in 7 days'],
  [6 * 86_400_000 + 11 * 3_600_000, 'in 6 days'],
  [365 * 86_400_000 - 1, 'in 1 year'],
  [800 * 86_400_000, 'in 2 years'],
])('%i ms from now reads “%s”', (distance, text) => {
  expect(formatRelativeTime(now + distance, now)).toBe(text);
});
