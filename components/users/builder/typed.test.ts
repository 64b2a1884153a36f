import { expect, test } from 'vitest';
import { parseFilter } from '#lib/shared/filter/parse.ts';
import { fieldText } from './field-condition.tsx';
import { typedPair } from './tag-term-field.tsx';

test('no tag anywhere is a condition without a provider', () => {
  expect(parseFilter(fieldText('untagged', ' '))).toEqual({
    ok: true,
    filter: { kind: 'untagged', provider: null },
  });
  expect(fieldText('untagged', 'vero ')).toBe('untagged:vero');
});

test('every other field wants something after its colon', () => {
  expect(parseFilter(fieldText('run', ''))).toMatchObject({ ok: false });
  expect(fieldText('changed', ' 7d')).toBe('changed:7d');
});

test.each([
  ['plan=growth', { key: 'plan', value: 'growth' }],
  ['plan = gro', { key: 'plan', value: 'gro' }],
  ['plan=', { key: 'plan', value: '' }],
  ['Home Region= New York ', { key: 'Home Region', value: 'New York ' }],
  ['formula=a=b', { key: 'formula', value: 'a=b' }],
  ['plan', null],
  ['=growth', null],
])('%j typed as a key is taken for the pair that it is', (typed, pair) => {
  expect(typedPair(typed)).toEqual(pair);
});
