import { assert, property } from 'fast-check';
import { expect, test } from 'vitest';
import { anyProvider, anyUser, testClock } from '#lib/query/arbitraries.ts';
import { matches } from '#lib/query/evaluate.ts';
import { printFilter } from '#lib/query/print.ts';
import { anyTagTerm } from './add-term.ts';

test('any tag at a provider is the opposite of none there', () => {
  expect(printFilter(anyTagTerm('vero'))).toBe('vero:*');
  assert(
    property(
      anyUser,
      anyProvider,
      (user, provider) =>
        matches(anyTagTerm(provider), user, testClock) !==
        matches({ kind: 'untagged', provider }, user, testClock),
    ),
  );
});
