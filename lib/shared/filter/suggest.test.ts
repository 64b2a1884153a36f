import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyText } from '#lib/testing/filter/arbitraries.ts';
import { parseFilter } from './parse.ts';
import { applyCompletion, completionAt, fixedChoices, insertable } from './suggest.ts';

/** The bar is the cursor. */
function at(marked: string) {
  const cursor = marked.indexOf('|');
  const text = marked.replace('|', '');
  return { text, completion: completionAt(text, cursor) };
}

test.each<[string, object | null]>([
  ['|', { wanted: 'term', typed: '' }],
  ['ana |', { wanted: 'term', typed: '', from: 4, to: 4 }],
  ['ver|', { wanted: 'term', typed: 'ver', from: 0, to: 3 }],
  ['a an|', { wanted: 'term', typed: 'an', from: 2, to: 4 }],
  ['a and|', { wanted: 'term', typed: 'and', from: 2, to: 5 }],
  ['(|', { wanted: 'term', typed: '' }],
  ['-ve|', { wanted: 'term', typed: 've', from: 1, to: 3 }],
  ['vero:|', { wanted: 'key', provider: 'vero', typed: '', from: 5, to: 5 }],
  ['vero:pro|spect x', { wanted: 'key', provider: 'vero', typed: 'pro', from: 5, to: 13 }],
  ['capillary:"Premium C|', { wanted: 'key', provider: 'capillary', typed: 'Premium C', from: 10, to: 20 }],
  ['vero:a=b|', { wanted: 'key', provider: 'vero', typed: 'a=b' }],
  ['tag:pl|', { wanted: 'key', provider: null, typed: 'pl' }],
  [
    'cerego:Region=Cal|',
    { wanted: 'value', provider: 'cerego', key: 'Region', typed: 'Cal', from: 14, to: 17 },
  ],
  ['cerego:Team = Sup|', { wanted: 'value', provider: 'cerego', key: 'Team', typed: 'Sup', from: 7, to: 17 }],
  ['cerego:Team = |', { wanted: 'value', provider: 'cerego', key: 'Team', typed: '', from: 7, to: 14 }],
  ['tag:Home Region= New Y|ork a', { wanted: 'value', provider: null, key: 'Home Region', typed: 'New Y' }],
  ['cerego:Team = "New York" |', { wanted: 'term', typed: '' }],
  ['cerego:Team = Sup AND |', { wanted: 'term', typed: '' }],
  ['cerego:Team = has:ve|', { wanted: 'provider', typed: 've' }],
  ['cerego:Team| = Sup', { wanted: 'key', typed: 'Team', from: 7, to: 11 }],
  ['fragment:=|', { wanted: 'value', provider: 'fragment', key: '', typed: '', from: 10 }],
  ['has:ve|', { wanted: 'provider', typed: 've', from: 4 }],
  ['missing:ve|', { wanted: 'provider', typed: 've', from: 8, ending: '/' }],
  ['missing:vero/ca|', { wanted: 'provider', typed: 'ca', from: 13, ending: '' }],
  ['proof:un|', { wanted: 'proof', provider: null, typed: 'un' }],
  ['proof:vero.un|', { wanted: 'proof', provider: 'vero', typed: 'un', from: 11 }],
  ['differs:ce|', { wanted: 'provider-of-value', typed: 'ce' }],
  ['differs:cerego.Reg|', { wanted: 'key', provider: 'cerego', typed: 'Reg', from: 15, ending: '/' }],
  [
    'differs:cerego.Region/fragment.|',
    { wanted: 'key', provider: 'fragment', typed: '', from: 31, ending: '' },
  ],
  ['import:1|', { wanted: 'import', typed: '1' }],
  ['changed-by:ana|', { wanted: 'member', typed: 'ana' }],
  ['nothing:x|', null],
])('%s wants the right completion', (marked, wanted) => {
  const { completion } = at(marked);
  if (wanted === null) expect(completion).toBeNull();
  else expect(completion).toMatchObject(wanted);
});

test.each<[string, string[]]>([
  ['no|', ['no:', 'NOT']],
  ['UNT|', ['untagged:', 'untagged']],
  ['has:c|', ['cerego', 'capillary']],
  ['proof:un|', ['unknown']],
  ['proof:v|', ['vero.']],
  ['differs:|', ['cerego.', 'fragment.']],
  ['missing:c|', ['cerego/', 'capillary/']],
  ['missing:vero/c|', ['cerego', 'capillary']],
  ['missing:Vero/|', ['cerego', 'capillary', 'fragment']],
  ['differs:cerego.Team/|', ['cerego.', 'fragment.']],
  ['identities:|', ['0', '1', '2', '3', '4', '<2', '<=2', '>2', '>=2']],
  ['identities:>=|', ['>=1', '>=2', '>=3', '>=4']],
  ['identities:<=|', ['<=0', '<=1', '<=2', '<=3']],
])('%s offers what fits', (marked, choices) => {
  const { completion } = at(marked);
  expect(completion && fixedChoices(completion)).toEqual(choices);
});

test('a choice replaces the word under the cursor and leaves the rest alone', () => {
  const { text, completion } = at('vero:pro|s OR x');
  expect(completion && applyCompletion(text, completion, insertable('Premium Customer'))).toEqual({
    text: 'vero:"Premium Customer" OR x',
    cursor: 23,
  });
  const start = at('ve|');
  expect(start.completion && applyCompletion(start.text, start.completion, 'vero:')).toEqual({
    text: 'vero:',
    cursor: 5,
  });
});

test('whatever text is inserted as a tag is read back as that tag', () => {
  fc.assert(
    fc.property(anyText(1), fc.constantFrom('vero:', 'a (tag:', '-capillary:'), (key, before) => {
      const completion = completionAt(before, before.length);
      if (completion === null) throw new Error('Nothing to complete.');
      const { text } = applyCompletion(before, completion, insertable(key));
      const parsed = parseFilter(before.includes('(') ? `${text})` : text);
      expect(JSON.stringify(parsed)).toContain(JSON.stringify({ text: key, open: false }));
    }),
  );
});

test('any text and cursor have an answer', () => {
  fc.assert(
    fc.property(fc.oneof(anyText(0), fc.string()), fc.nat({ max: 20 }), (text, position) => {
      const cursor = Math.min(position, text.length);
      const completion = completionAt(text, cursor);
      if (completion === null) return;
      expect(completion.from).toBeLessThanOrEqual(cursor);
      expect(completion.to).toBeGreaterThanOrEqual(cursor);
    }),
    { numRuns: 1_000 },
  );
});
