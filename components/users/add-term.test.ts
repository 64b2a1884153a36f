import { assert, property } from 'fast-check';
import { expect, test } from 'vitest';
import { matches } from '#lib/shared/filter/evaluate.ts';
import { printFilter } from '#lib/shared/filter/print.ts';
import { anyProvider, anyUser, testClock } from '#lib/testing/filter/arbitraries.ts';
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
