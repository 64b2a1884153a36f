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

test('what is to come says so', () => {
  expect(formatRelativeTime(now + 41_000, now)).toBe('in 41 s');
});
