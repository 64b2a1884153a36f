import { expect, test } from 'vitest';
import { parseIds } from './chosen-users.ts';

test('only a list of ids is a choice of users', () => {
  expect(parseIds('[3,1,2]')).toEqual([3, 1, 2]);
  expect(['', 'null', '{}', '["1"]', '[0]', '[1.5]'].map(parseIds)).toEqual([[], [], [], [], [], []]);
});
