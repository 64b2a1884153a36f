import { expect, test } from 'vitest';
import { formatDuration, formatRate, percentOf } from './words.ts';

test('durations have at most two units, the larger first', () => {
  expect([400, 8_000, 561_000, 3_892_000, 97_200_000, 3_600_000].map(formatDuration)).toEqual([
    'under 1 s',
    '8 s',
    '9 min 21 s',
    '1 h 4 min',
    '1 d 3 h',
    '1 h',
  ]);
});

test('a run is at 100 % only when everything is done', () => {
  expect([percentOf(0, 3), percentOf(99_999, 100_000), percentOf(3, 3), percentOf(0, 0)]).toEqual([
    0, 99, 100, 100,
  ]);
});

test('rates keep a decimal while they are small', () => {
  expect([formatRate(0), formatRate(1.64), formatRate(20), formatRate(1_249.6)]).toEqual([
    '0/s',
    '1.6/s',
    '20/s',
    '1,250/s',
  ]);
});
