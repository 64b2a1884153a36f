import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  anyFilter,
  anyTerm,
  anyText,
  anyUser,
  fewTexts,
  testClock,
} from '#lib/testing/filter/arbitraries.ts';
import { matches } from './evaluate.ts';
import { maxFilterDepth } from './grammar.ts';
import { normalise } from './normalise.ts';
import { parseFilter } from './parse.ts';
import { printFilter } from './print.ts';

const anyTree = anyFilter(anyTerm(anyText(1)));
const meetingTree = anyFilter(anyTerm(fewTexts));

test('what is printed is read back as the same tree', () => {
  fc.assert(
    fc.property(anyTree, (tree) => {
      const parsed = parseFilter(printFilter(tree));
      expect(parsed).toEqual({ ok: true, filter: tree });
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ['VERO:prospect  and  not capillary:"Premium Customer"', 'vero:prospect NOT capillary:"Premium Customer"'],
  ['a (b or c)', 'a (b OR c)'],
  ['(a b) OR c', 'a b OR c'],
  ['NOT has:vero', 'no:vero'],
  ['-(a b)', 'NOT (a b)'],
  ['"plain"', 'plain'],
  ['"untagged" "-x" "a:b"', '"untagged" "-x" "a:b"'],
  ['cerego:Team "=" "=x" "x=" a=b', 'cerego:Team "=" "=x" "x=" a=b'],
  ['vero:"x"*', 'vero:x*'],
  ['identities:=2', 'identities:2'],
])('%s is printed as %s', (typed, printed) => {
  const parsed = parseFilter(typed);
  expect(parsed.ok && printFilter(parsed.filter)).toBe(printed);
});

test('the deepest text that is read can be printed and read again', () => {
  const typed = `${'a OR b ('.repeat(maxFilterDepth)}c${')'.repeat(maxFilterDepth)}`;
  const parsed = parseFilter(typed);
  expect(parsed.ok && parseFilter(printFilter(parsed.filter))).toEqual(parsed);
});

test('the normal form matches the same users and is its own normal form', () => {
  fc.assert(
    fc.property(meetingTree, anyUser, (tree, user) => {
      const plain = normalise(tree);
      expect(matches(plain, user, testClock)).toBe(matches(tree, user, testClock));
      expect(normalise(plain)).toEqual(plain);
      expect(parseFilter(printFilter(plain)).ok).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('nesting, repetition and double NOT vanish in the normal form', () => {
  const parsed = parseFilter('(a (b a)) NOT NOT c NOT NOT (b)');
  expect(parsed.ok && parsed.filter && printFilter(normalise(parsed.filter))).toBe('a b c');
});
