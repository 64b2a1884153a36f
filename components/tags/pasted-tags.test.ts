import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asOneLine, readPastedList } from '#components/ui/pasted-list.ts';
import { readPastedTags } from './pasted-tags.ts';

const labels = (text: string) => {
  const found = readPastedTags(text, false);
  return found && { keys: found.tags.map(({ key }) => key), sure: found.sure, asOne: found.asOne };
};
const pairs = (text: string) => {
  const found = readPastedTags(text, true);
  return (
    found && {
      tags: found.tags.map(({ key, value }) => `${key}|${value}`),
      unread: found.unread,
      sure: found.sure,
    }
  );
};

test.each([
  ['uno\ndos\r\ntres\n', ['uno', 'dos', 'tres'], true],
  ['one\ttwo\tthree', ['one', 'two', 'three'], true],
  ['uno\n\n uno \ndos', ['uno', 'dos'], true],
  ['Hello, World\nGoodbye', ['Hello, World', 'Goodbye'], true],
  ['red, green, blue', ['red', 'green', 'blue'], false],
  ['red; green', ['red', 'green'], false],
])('%j is a list of labels', (text, keys, sure) => {
  expect(labels(text)).toMatchObject({ keys, sure });
});

test.each(['', 'prospect', 'prospect\n', ' prospect,', '\t'])('%j is one label at most', (text) => {
  expect(labels(text)).toBeNull();
});

test.each([
  ['plan=pro\nregion = eu', ['plan|pro', 'region|eu'], [], true],
  ['plan\tpro\nregion\teu', ['plan|pro', 'region|eu'], [], true],
  ['plan=pro\nnonsense\nempty=', ['plan|pro'], ['nonsense', 'empty='], true],
  ['a=b=c\nd=e', ['a|b=c', 'd|e'], [], true],
  ['plan=pro\tregion=eu', ['plan|pro', 'region|eu'], [], true],
  ['plan=pro, region=eu', ['plan|pro', 'region|eu'], [], false],
])('%j is a list of pairs', (text, tags, unread, sure) => {
  expect(pairs(text)).toEqual({ tags, unread, sure });
});

test.each(['uno\ndos', 'red, green', 'plan=a, b', 'plan=pro', 'plan\tpro'])(
  '%j is no list of pairs',
  (text) => {
    expect(pairs(text)).toBeNull();
  },
);

test('whatever is pasted, no entry is lost and none holds a line end', () => {
  const entry = fc
    .string({ unit: 'grapheme' })
    .filter((text) => /^[^\s,;](?:[^\n\r\t\v\f\u2028\u2029]*\S)?$/.test(text));
  fc.assert(
    fc.property(
      fc.uniqueArray(entry, { minLength: 2, maxLength: 6 }),
      fc.constantFrom('\n', '\r\n', '\r', '\t'),
      (entries, by) => {
        const pasted = entries.join(by);
        expect(readPastedList(pasted)).toEqual({ entries, sure: true });
        expect(asOneLine(pasted)).toBe(entries.join(' '));
      },
    ),
    { numRuns: 200 },
  );
});
