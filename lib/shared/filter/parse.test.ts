import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyText } from '#lib/testing/filter/arbitraries.ts';
import type { FilterNode, TagNode } from './grammar.ts';
import { parseFilter, type RefusedFilter } from './parse.ts';
import { applySuggestion } from './problem.ts';
import { termsOf } from './walk.ts';

function read(text: string): FilterNode | null {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(`${parsed.message} (${parsed.at})`);
  return parsed.filter;
}

function refuse(text: string): RefusedFilter {
  const parsed = parseFilter(text);
  if (parsed.ok) throw new Error(`“${text}” was accepted`);
  return parsed;
}

function text(content: string): FilterNode {
  return { kind: 'text', text: content };
}

function tag(provider: TagNode['provider'], key: string | null, value: string | null = null): TagNode {
  const pattern = (part: string | null) => (part === null ? null : { text: part, open: false });
  return { kind: 'tag', provider, key: pattern(key), value: pattern(value) };
}

test.each<[string, FilterNode | null]>([
  ['', null],
  ['  \t\n', null],
  ['ana', text('ana')],
  ['"Ana María"', text('Ana María')],
  ['ana@example.com', text('ana@example.com')],
  ['"a \\"b\\" \\\\ \\n"', text('a "b" \\ \\n')],
  ['-', text('-')],
  ['Anne-Marie', text('Anne-Marie')],
  ['"and"', text('and')],
  ['"vero:x"', text('vero:x')],
  ['vero:prospect', tag('vero', 'prospect')],
  ['VERO:Prospect', tag('vero', 'Prospect')],
  ['vero:a=b', tag('vero', 'a=b')],
  ['vero:group:high', tag('vero', 'group:high')],
  ['capillary:"Premium Customer"', tag('capillary', 'Premium Customer')],
  ['cerego:Region', tag('cerego', 'Region')],
  ['cerego:Region=California', tag('cerego', 'Region', 'California')],
  ['cerego:"Region = x"="New York"', tag('cerego', 'Region = x', 'New York')],
  ['fragment:=engineering', tag('fragment', null, 'engineering')],
  ['fragment:plan=""', tag('fragment', 'plan', '')],
  ['fragment:formula=a=b', tag('fragment', 'formula', 'a=b')],
  ['tag:prospect', tag(null, 'prospect')],
  ['tag:"a=b"', tag(null, 'a=b')],
  ['vero:pro*', { kind: 'tag', provider: 'vero', key: { text: 'pro', open: true }, value: null }],
  ['vero:"Store "*', { kind: 'tag', provider: 'vero', key: { text: 'Store ', open: true }, value: null }],
  ['vero:"5*"', tag('vero', '5*')],
  ['vero:*', { kind: 'tag', provider: 'vero', key: { text: '', open: true }, value: null }],
  [
    'fragment:plan=te*',
    {
      kind: 'tag',
      provider: 'fragment',
      key: { text: 'plan', open: false },
      value: { text: 'te', open: true },
    },
  ],
  ['has:Vero', { kind: 'identity', provider: 'vero' }],
  ['no:vero', { kind: 'not', item: { kind: 'identity', provider: 'vero' } }],
  ['untagged', { kind: 'untagged', provider: null }],
  ['untagged:fragment', { kind: 'untagged', provider: 'fragment' }],
  ['identities:2', { kind: 'identities', comparison: '=', count: 2 }],
  ['identities:>=2', { kind: 'identities', comparison: '>=', count: 2 }],
  ['identities:<1', { kind: 'identities', comparison: '<', count: 1 }],
  ['proof:unknown', { kind: 'proof', provider: null, proof: 'unknown' }],
  ['proof:vero.pending', { kind: 'proof', provider: 'vero', proof: 'pending' }],
  ['changed:7d', { kind: 'changed-within', amount: 7, unit: 'd' }],
  ['changed:>2026-01-01', { kind: 'changed-on', comparison: '>', date: '2026-01-01' }],
  ['changed:2024-02-29', { kind: 'changed-on', comparison: '=', date: '2024-02-29' }],
  ['changed-by:ana@example.com', { kind: 'changed-by', member: 'ana@example.com' }],
  ['run:0123', { kind: 'run', id: '123' }],
  ['import:012', { kind: 'import', id: '12', part: null }],
  ['import:12.New', { kind: 'import', id: '12', part: 'new' }],
  [
    'differs:cerego.Region/fragment.region',
    {
      kind: 'differs',
      left: { provider: 'cerego', key: 'Region' },
      right: { provider: 'fragment', key: 'region' },
    },
  ],
  [
    'differs:cerego."Sales / Region"/fragment.a.b',
    {
      kind: 'differs',
      left: { provider: 'cerego', key: 'Sales / Region' },
      right: { provider: 'fragment', key: 'a.b' },
    },
  ],
  ['missing:vero/capillary', { kind: 'missing', from: 'vero', to: 'capillary' }],
])('%s is read', (typed, tree) => {
  expect(read(typed)).toEqual(tree);
});

test.each<[string, string[]]>([
  ['cerego:Team "=" Support', ['=', 'Support']],
  ['has:vero = x', ['=', 'x']],
  ['a = b', ['a', '=', 'b']],
  ['cerego:Team a=b', ['a=b']],
  ['cerego:Team "a" = b', ['a', '=', 'b']],
  ['cerego:Team=Support = b', ['=', 'b']],
  ['vero:Team = Support', ['=', 'Support']],
  ['cerego:Team OR = b', ['=', 'b']],
])('the “=” of %s belongs to no tag: it is searched for', (typed, texts) => {
  const found = termsOf(read(typed)).flatMap((term) => (term.kind === 'text' ? [term.text] : []));
  expect(found).toEqual(texts);
});

test('NOT binds tighter than AND, AND tighter than OR, brackets tightest', () => {
  const [a, b, c] = [text('a'), text('b'), text('c')];
  const notA: FilterNode = { kind: 'not', item: a };
  expect(read('NOT a b or c')).toEqual({ kind: 'or', items: [{ kind: 'and', items: [notA, b] }, c] });
  expect(read('c OR -a AND b')).toEqual({ kind: 'or', items: [c, { kind: 'and', items: [notA, b] }] });
  expect(read('(c OR not a) b')).toEqual({ kind: 'and', items: [{ kind: 'or', items: [c, notA] }, b] });
  expect(read('-(a b)')).toEqual({ kind: 'not', item: { kind: 'and', items: [a, b] } });
  expect(read('((a))(b)')).toEqual({ kind: 'and', items: [a, b] });
});

test.each<[typed: string, marked: string, message: string, cured: string | undefined]>([
  ['a ver:prospect', 'ver', 'Did you mean “vero:”?', 'a vero:prospect'],
  ['http://example.com', 'http://example.com', 'put the text in quotes', '"http://example.com"'],
  ['has:capilary x', 'capilary', 'there are vero, cerego, capillary, fragment', 'has:capillary x'],
  ['proof:unkown', 'unkown', 'is not a proof', 'proof:unknown'],
  ['proof:veros.unknown', 'veros', 'is not a provider', 'proof:vero.unknown'],
  ['vero:p*ct', 'p*ct', 'only at the end', 'vero:"p*ct"'],
  ['ana*', 'ana*', 'without a star', '"ana"'],
  ['fragment:plan=', 'fragment:plan=', 'A value is missing', 'fragment:plan'],
  ['cerego:Team = Support', 'cerego:Team = Support', 'no space around “=”', 'cerego:Team=Support'],
  ['a -fragment:plan =growth OR b', 'fragment:plan =growth', 'no space', 'a -fragment:plan=growth OR b'],
  ['tag:Team= Support has:vero', 'tag:Team= Support', 'no space', 'tag:Team=Support has:vero'],
  ['cerego:Region = New York', 'cerego:Region = New York', 'no space', 'cerego:Region="New York"'],
  [
    'cerego:Home Region = "New York" x',
    'cerego:Home Region = "New York"',
    'no space',
    'cerego:"Home Region"="New York" x',
  ],
  ['cerego:Home Region= New Y*', 'cerego:Home Region= New Y*', 'no space', 'cerego:"Home Region"="New Y"*'],
  ['cerego:"Team" == Support', 'cerego:"Team" == Support', 'no space', 'cerego:Team=Support'],
  ['fragment:= growth', 'fragment:= growth', 'no space', 'fragment:=growth'],
  ['cerego:Team = has:vero', 'cerego:Team =', 'A value is missing', undefined],
  ['vero: prospect', 'vero:', 'has:vero finds', 'has:vero prospect'],
  ['"Ana', '"Ana', 'not closed', '"Ana"'],
  ['a (b OR c', '(b OR c', 'not closed', 'a (b OR c)'],
  ['a) b', ')', 'No bracket was opened', 'a b'],
  ['and a', 'and', 'needs a term before', '"and" a'],
  ['a OR OR b', 'OR', 'needs a term after', undefined],
  ['a AND', 'AND', 'needs a term after', undefined],
  ['a ()', '()', 'nothing between', undefined],
  ['""', '""', 'nothing between', undefined],
  ['changed:>7d', '>7d', 'takes no sign', 'changed:7d'],
  ['changed:2026-02-30', '2026-02-30', 'There is no day', undefined],
  ['changed:soon', 'soon', 'Write a span', undefined],
  ['identities:many', 'many', 'A number from 0 to 99', undefined],
  ['run:9223372036854775808', '9223372036854775808', 'like run:123', undefined],
  ['import:people.csv', 'people', 'like import:123', undefined],
  ['import:12.nex', 'nex', 'there are new, changed', 'import:12.new'],
  ['differs:vero.a/fragment.b', 'vero.a', 'labels without a value', undefined],
  ['differs:cerego.Region', 'cerego.Region', 'Two sides', undefined],
  ['missing:vero/vero', 'vero/vero', 'Two different providers', undefined],
  ['a\0b', '\0', 'NUL', 'ab'],
  ['a\ud800b', '\ud800', 'Half of a character', 'ab'],
])('%j is refused at its place', (typed, marked, message, cured) => {
  const problem = refuse(typed);
  expect(typed.slice(problem.at, problem.at + problem.length)).toBe(marked);
  expect(problem.message).toContain(message);
  const { suggestion } = problem;
  expect(suggestion === undefined ? undefined : applySuggestion(typed, { ...problem, suggestion })).toBe(
    cured,
  );
  if (cured !== undefined) expect(parseFilter(cured).ok).toBe(true);
});

test.each([
  'vero:',
  'a AND',
  'a OR ',
  '-(',
  '(',
  '(a',
  '"An',
  'has:',
  'fragment:plan=',
  'cerego:Team = ',
  'NOT',
])('%s is unfinished, not wrong', (typed) => {
  expect(refuse(typed).incomplete).toBe(true);
});

test.each(['vero: a', 'a OR )', 'has:x', '()', 'ver:a'])('%s is wrong whatever follows', (typed) => {
  expect(refuse(typed).incomplete).toBe(false);
});

test('fifty levels are read, one more is refused at its bracket', () => {
  expect(parseFilter(`${'('.repeat(50)}a${')'.repeat(50)}`).ok).toBe(true);
  expect(refuse(`${'('.repeat(51)}a${')'.repeat(51)}`)).toMatchObject({ at: 50, length: 1 });
  expect(refuse(`${'-'.repeat(51)}a`).message).toContain('50 deep');
});

test('too long a text and too many terms are refused where the surplus starts', () => {
  expect(parseFilter('a'.repeat(10_000)).ok).toBe(true);
  expect(refuse('a'.repeat(10_001))).toMatchObject({ at: 10_000, length: 1 });
  expect(parseFilter('a '.repeat(500)).ok).toBe(true);
  expect(refuse('a '.repeat(501))).toMatchObject({ at: 1_000, length: 1 });
});

test('any text is read or refused inside itself, never thrown at', () => {
  const lines = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    anyText(0),
    fc.array(anyText(1)).map((a) => a.join(' ')),
  );
  fc.assert(
    fc.property(lines, (typed) => {
      const parsed = parseFilter(typed);
      if (parsed.ok) return;
      expect(parsed.message).toMatch(/[.?]$/);
      expect(parsed.at).toBeGreaterThanOrEqual(0);
      expect(parsed.length).toBeGreaterThanOrEqual(1);
      expect(parsed.at + parsed.length).toBeLessThanOrEqual(typed.length);
    }),
    { numRuns: 1_000 },
  );
});
