import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinList, type ListEntry, readEntry, readPair, splitList } from './lists.ts';

const part = fc
  .string({ unit: fc.constantFrom('a', 'B', ';', '"', '=', ' ', '-', "'", '\t', 'é', '😀'), minLength: 1 })
  .filter((text) => text.trim() !== '');
const readBack = (cell: string, isPair: boolean) =>
  splitList(cell, isPair).map((entry) => readEntry(entry, isPair));
const sorted = (tags: readonly ListEntry[]) => tags.map((tag) => JSON.stringify(tag)).sort();

test('any labels, and any pairs, come back from a cell as they went in', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (keys) => {
      const labels = keys.map((key) => ({ key, value: null }));
      expect(sorted(readBack(joinList(labels), false))).toEqual(sorted(labels));
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.record({ key: part, value: part }), { maxLength: 5 }), (pairs) => {
      const cell = joinList(pairs);
      expect(sorted(readBack(cell, true))).toEqual(sorted(pairs));
      expect(sorted(splitList(cell, true).map(readPair))).toEqual(sorted(pairs));
    }),
  );
});

test('ordinary tags are written without quotes', () => {
  const labels = ['prospect', 'Premium Customer', 'a=b', "it's"].map((key) => ({ key, value: null }));
  expect(joinList(labels)).toBe("Premium Customer;a=b;it's;prospect");
  expect(joinList([{ key: 'plan', value: 'a=b' }])).toBe('plan=a=b');
  expect(
    joinList([
      { key: 'A;B', value: null },
      { key: 'plain', value: null },
    ]),
  ).toBe('"A;B";plain');
  expect(joinList([{ key: 'a=b', value: 'c' }])).toBe('"a=b"=c');
});

test.each([
  ['a;;b; ;', ['a', 'b']],
  ['the 5" one;b', ['the 5" one', 'b']],
  ['"open;b', ['"open', 'b']],
  ['tag 001;;tag 003; ;\u00A0', ['tag 001', 'tag 003']],
  ['"VIP" club;b', ['"VIP" club', 'b']],
  ['"A;B" ; "say ""hi"""', ['A;B', 'say "hi"']],
])('labels of %s', (cell, labels) => {
  expect(readBack(cell, false).map(({ key }) => key)).toEqual(labels);
});

test.each([
  ['plan="x";b=1', ['plan', '"x"'], ['b', '1']],
  ['plan=a=b', ['plan', 'a=b']],
  ['"plan=a;b"', ['plan', 'a;b']],
  ['"plan"="a;b";"a=b"=c', ['plan', 'a;b'], ['a=b', 'c']],
])('pairs of %s', (cell, ...pairs) => {
  expect(splitList(cell, true).map(readPair)).toEqual(pairs.map(([key, value]) => ({ key, value })));
});
