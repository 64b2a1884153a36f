import { expect, test } from 'vitest';
import { canTakeBack, takeBack } from './take-back.ts';

const before = [{ key: 'seat', value: 'admin' }];

test('an undo is painted as what was there before', () => {
  expect(takeBack([{ verb: 'update', key: 'seat', value: 'owner' }], before)).toEqual([
    { verb: 'update', key: 'seat', value: 'admin' },
  ]);
  expect(takeBack([{ verb: 'remove', key: 'seat', value: null }], before)).toEqual([
    { verb: 'add', key: 'seat', value: 'admin' },
  ]);
  expect(takeBack([{ verb: 'add', key: 'plan', value: 'team' }], before)).toEqual([
    { verb: 'remove', key: 'plan', value: null },
  ]);
  const kept = [{ kept: { key: 'VIP', value: null } }];
  expect(takeBack([{ verb: 'add', key: 'vip', value: null }], before, kept)).toEqual([
    { verb: 'remove', key: 'VIP', value: null },
  ]);
});

test('what cannot be removed is not offered to be taken back', () => {
  expect(canTakeBack([{ verb: 'add', key: 'Region', value: 'x' }], ['add', 'update'])).toBe(false);
  expect(canTakeBack([{ verb: 'update', key: 'Region', value: 'x' }], ['add', 'update'])).toBe(true);
});
