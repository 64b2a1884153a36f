import { expect, test } from 'vitest';
import { typedPair } from './tag-term-field.tsx';

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
