import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyFilter, anyTerm, anyText, fewTexts } from '#lib/testing/filter/arbitraries.ts';
import type { FilterNode } from './grammar.ts';
import { parseFilter } from './parse.ts';
import { switchJoinBefore, withoutNot } from './parts.ts';
import { printFilter } from './print.ts';
import { editQuery, lastTokenFrom, type QueryToken, readQueryTokens } from './query-tokens.ts';

/** The text that the tokens alone stand for. */
function printed(tokens: readonly QueryToken[]): string {
  const words = tokens.map((token) => {
    if (token.kind === 'term') return printFilter(token.node);
    return { and: '', or: 'OR', not: 'NOT', open: '(', close: ')' }[token.kind];
  });
  return words
    .filter((word) => word !== '')
    .join(' ')
    .replaceAll('( ', '(')
    .replaceAll(' )', ')');
}

function read(text: string): FilterNode {
  const parsed = parseFilter(text);
  if (!parsed.ok || parsed.filter === null) throw new Error(`“${text}” is not a filter`);
  return parsed.filter;
}

const shown = (text: string) =>
  readQueryTokens(text).map((token) => (token.kind === 'term' ? printFilter(token.node) : token.kind));

test('text becomes tokens and tokens the same text', () => {
  // Brackets in a text would be taken for those of the filter by this test.
  const texts = anyText(1).filter((text) => !/[()]/.test(text));
  fc.assert(
    fc.property(anyFilter(anyTerm(texts)), (tree) => {
      const text = printFilter(tree);
      const tokens = readQueryTokens(text);
      if (tokens.length === 0) return;
      expect(printed(tokens)).toBe(text);
      // Each knows its place, and only spaces are between them.
      const rest = tokens.reduceRight((left, { at, end }) => left.slice(0, at) + left.slice(end), text);
      expect(rest.trim()).toBe('');
    }),
    { numRuns: 1_000 },
  );
});

test('a text typed in another way means what its tokens mean', () => {
  const spelled = (node: FilterNode, by: number): string => {
    if (node.kind === 'and')
      return node.items.map((item) => `(${spelled(item, by)})`).join(by ? ' and ' : '  ');
    if (node.kind === 'or') return node.items.map((item) => `( ${spelled(item, by)} )`).join(' or ');
    if (node.kind === 'not') return by ? `-(${spelled(node.item, by)})` : `not  (${spelled(node.item, by)})`;
    return printFilter(node);
  };
  fc.assert(
    fc.property(anyFilter(anyTerm(fewTexts)), fc.nat({ max: 1 }), (tree, by) => {
      const text = spelled(tree, by);
      const tokens = readQueryTokens(text);
      if (tokens.length > 0) expect(parseFilter(printed(tokens))).toEqual(parseFilter(text));
    }),
    { numRuns: 500 },
  );
});

test('half a filter has the tokens before what is missing', () => {
  expect(shown('vero:prospect NOT capillary:"Premium Customer"')).toEqual([
    'vero:prospect',
    'and',
    'not',
    'capillary:"Premium Customer"',
  ]);
  expect(shown('vero:prospect capillary:"Prem')).toEqual(['vero:prospect']);
  expect(shown('vero:a cerego:Team = Support')).toEqual(['vero:a']);
  expect(shown('vero:a verro:b vero:c')).toEqual(['vero:a']);
  expect(shown('Ana María vero:a')).toEqual(['Ana', 'María', 'and', 'vero:a']);
  expect(shown('Ana María')).toEqual([]);
  expect(shown('a OR '.repeat(40))).toEqual([]);
});

test('who is not at a provider is one token, however it is typed', () => {
  for (const text of ['no:fragment', 'NOT has:fragment', '-has:fragment'])
    expect(shown(`vero:a ${text}`)).toEqual(['vero:a', 'and', 'no:fragment']);
});

/** “tokens ¦ text”, with ^ for the cursor, and [ ] around what is selected. */
test.each([
  ['vero:a has:ver^', true, 'vero:a ¦ has:ver'],
  ['vero:a has:vero^', true, 'vero:a ¦ has:vero'],
  ['vero:a has:vero^', false, 'vero:a and has:vero ¦ '],
  ['vero:a has:vero ^', true, 'vero:a and has:vero ¦ '],
  ['vero:a NOT ^', true, 'vero:a and not ¦ '],
  ['ve^ro:a has:vero', false, ' ¦ vero:a has:vero'],
  ['^vero:a has:vero', false, ' ¦ vero:a has:vero'],
  ['vero:a ^ has:vero', false, 'vero:a ¦  has:vero'],
  ['vero:a foo:bar baz^', true, 'vero:a ¦ foo:bar baz'],
  ['vero:a "half and^', true, 'vero:a ¦ "half and'],
  ['(vero:a OR vero:b)^', true, 'open vero:a or vero:b close ¦ '],
  ['[vero:a ana^', false, 'vero:a and ana ¦ '],
  ['vero:a [has:vero ^', false, 'vero:a and has:vero ¦ '],
  ['vero:a h[as:vero^', false, 'vero:a ¦ has:vero'],
])('%s, typed: %s, is shown as %s', (typed, isTyped, expected) => {
  const text = typed.replace(/[[^]/g, '');
  const to = typed.replace('[', '').indexOf('^');
  const start = typed.indexOf('[');
  const edit = editQuery(text, [start < 0 ? to : start, to], isTyped);
  const tokens = edit.tokens.map((token) => (token.kind === 'term' ? printFilter(token.node) : token.kind));
  expect(`${tokens.join(' ')} ¦ ${text.slice(edit.from)}`).toBe(expected);
});

test('Backspace behind a token takes it with what joins it', () => {
  const rest = (text: string) => text.slice(0, lastTokenFrom(readQueryTokens(text)));
  expect(rest('vero:a NOT vero:b')).toBe('vero:a ');
  expect(rest('vero:a OR -vero:b')).toBe('vero:a ');
  expect(rest('vero:a NOT')).toBe('vero:a ');
  expect(rest('vero:a NOT (vero:b OR (vero:c vero:d))')).toBe('vero:a ');
  expect(rest('(vero:a')).toBe('(');
  expect(rest('NOT vero:a')).toBe('');
});

test('a pressed AND or OR changes alone, and a second press changes it back', () => {
  const pressed = (text: string, term: number) => printFilter(switchJoinBefore(read(text), term));
  expect(pressed('a b c', 1)).toBe('(a OR b) c');
  expect(pressed('(a OR b) c', 1)).toBe('(a b) c');
  expect(pressed('a OR b', 1)).toBe('a b');
  expect(pressed('a OR b OR c', 2)).toBe('a OR b c');
  expect(pressed('a NOT (b OR no:vero)', 2)).toBe('a NOT (b no:vero)');
  expect(pressed('a', 1)).toBe('a');
});

test('a pressed NOT goes', () => {
  expect(printFilter(withoutNot(read('NOT a no:vero NOT (b NOT c)'), 1))).toBe('NOT a no:vero (b NOT c)');
  expect(printFilter(withoutNot(read('NOT a no:vero NOT (b NOT c)'), 2))).toBe('NOT a no:vero NOT (b c)');
});
