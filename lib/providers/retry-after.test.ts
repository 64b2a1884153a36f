import { expect, test } from 'vitest';
import { readRetryAfter } from './retry-after.ts';

const now = Date.parse('Sat, 21 Nov 2026 10:00:00 GMT');

test.each([
  ['seconds', '7', 7_000],
  ['zero', '0', 0],
  ['a date', 'Sat, 21 Nov 2026 10:00:30 GMT', 30_000],
  ['a date gone by', 'Sat, 21 Nov 2026 09:00:00 GMT', 0],
  ['more than an hour', '86400', 3_600_000],
  ['nonsense', 'soon', null],
  ['nothing', '', null],
])('%s', (_, header, expected) => {
  expect(readRetryAfter(header, now)).toBe(expected);
});

test('no header asks for nothing', () => {
  expect(readRetryAfter(undefined, now)).toBeNull();
});
