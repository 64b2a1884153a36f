import { expect, test } from 'vitest';
import { countOf } from './count.ts';

test('one is not many', () => {
  expect([countOf(1, 'change'), countOf(12_480, 'user'), countOf(0, 'identity', 'identities')]).toEqual([
    '1 change',
    '12,480 users',
    '0 identities',
  ]);
});
