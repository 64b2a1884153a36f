import { expect, test } from 'vitest';
import { maxEditedAtOnce } from './permissions.ts';

test.each([
  ['viewer', 0],
  ['support', 20],
  ['marketer', 50],
  ['admin', 50],
  ['second step missing', 0],
])('%s may change %i users at once', (role, max) => {
  expect(maxEditedAtOnce(role)).toBe(max);
});
