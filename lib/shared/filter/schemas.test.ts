import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultColumns, keyOfColumn, readColumns, writeColumns } from './columns.ts';
import { columnsRule, filterText } from './schemas.ts';

test('a filter that cannot be read is refused with the words of the parser', () => {
  expect(filterText.safeParse('vero:prospect OR ana').success).toBe(true);
  const verdict = filterText.safeParse('ver:prospect');
  expect(verdict.error?.issues[0]?.message).toContain('Did you mean “vero:”?');
});

test('columns are those of the list and one per key where tags have values', () => {
  expect(columnsRule.safeParse(['email', 'cerego.Region', 'fragment.a.b']).success).toBe(true);
  for (const wrong of [['cerego.'], ['vero.a'], ['x'], ['email', 'email']]) {
    expect(columnsRule.safeParse(wrong).success, String(wrong)).toBe(false);
  }
  expect(keyOfColumn('fragment.a.b')).toEqual({ provider: 'fragment', key: 'a.b' });
});

test('columns of keys with any character survive the URL', () => {
  const column = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((key) => `fragment.${key}`);
  fc.assert(
    fc.property(fc.uniqueArray(column, { minLength: 1, maxLength: 5 }), (columns) => {
      expect(readColumns(writeColumns(columns))).toEqual(columns);
    }),
  );
});

test('columns in a URL never fail: what is unknown is left out, nothing gives the default', () => {
  expect(readColumns('%E0%A4%A,x,vero,vero')).toEqual(['vero']);
  expect(readColumns('')).toEqual(defaultColumns);
});
