import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRetryAfter } from './judge-reply.ts';

const now = Date.parse('Sat, 21 Nov 2026 10:00:00 GMT');

test.each([
  ['seconds', '7', 7_000],
  ['zero', '0', null],
  ['less than a second', '0.01', 1_000],
  ['less than nothing', '-5', null],
  ['a great many seconds', '1000000000000', 3_600_000],
  ['in another notation', '1e12', null],
  ['the end of the calendar', 'Fri, 31 Dec 9999 23:59:59 GMT', 3_600_000],
  ['a date', 'Sat, 21 Nov 2026 10:00:30 GMT', 30_000],
  ['a date gone by', 'Sat, 21 Nov 2026 09:00:00 GMT', null],
  ['no number', 'NaN', null],
  ['more than an hour', '86400', 3_600_000],
  ['nonsense', 'soon', null],
  ['nothing', '', null],
])('%s', (_, header, expected) => {
  expect(readRetryAfter(header, now)).toBe(expected);
});

test('no header asks for nothing', () => {
  expect(readRetryAfter(undefined, now)).toBeNull();
});

const said = fc.oneof(
  fc.string(),
  fc.double().map(String),
  fc.bigInt().map(String),
  fc.date().map((date) => (Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toUTCString())),
);

test('whatever is said, the wait is none or between a second and an hour', () => {
  fc.assert(
    fc.property(said, (header) => {
      const waitMs = readRetryAfter(header, now);
      if (waitMs === null) return;
      expect(waitMs).toBeGreaterThanOrEqual(1_000);
      expect(waitMs).toBeLessThanOrEqual(3_600_000);
    }),
  );
});
