import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adviseOnText, findHidden, hasVisibleSign, spellOut } from './text-signs.ts';

const named = (text: string) => findHidden(text).map(({ name }) => name);

test('a text without a visible sign is blank, whatever it is made of', () => {
  for (const blank of [
    '',
    ' ',
    '\u200B',
    '\u3164',
    '\u00AD',
    '\u2800',
    '\u115F',
    '\u1160',
    '\uFFA0',
    '\uFE0F',
  ])
    expect(hasVisibleSign(blank), JSON.stringify(blank)).toBe(false);
  for (const blank of [
    '\u202E',
    '\u0000',
    '\t\n',
    '\u{E0041}',
    '\u00A0\u2003',
    '\uFEFF',
    '\u200D',
    '\u180E',
    '\u2028',
  ])
    expect(hasVisibleSign(blank), JSON.stringify(blank)).toBe(false);
  for (const text of ['a', '0', '-', '.', '김', '👍', '\u0301', '\u200Ba', 'ـ', '😀\uFE0F'])
    expect(hasVisibleSign(text), JSON.stringify(text)).toBe(true);
});

test('what shows nothing is blank in every combination, and one letter among it is enough', () => {
  const invisible = fc.constantFrom(
    ' ',
    '\u00A0',
    '\u200B',
    '\u00AD',
    '\u3164',
    '\u2800',
    '\u2066',
    '\u{E0020}',
    '\n',
  );
  fc.assert(
    fc.property(
      fc.array(invisible, { maxLength: 6 }),
      fc.array(invisible, { maxLength: 6 }),
      (left, right) => {
        expect(hasVisibleSign([...left, ...right].join(''))).toBe(false);
        expect(hasVisibleSign([...left, 'x', ...right].join(''))).toBe(true);
      },
    ),
  );
});

test('scripts and emoji keep the signs that they need', () => {
  for (const text of [
    'plain',
    '👩‍👩‍👧',
    '🏳️‍🌈',
    '👍🏽',
    '1️⃣',
    '☎️',
    '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
    'می‌خواهم',
    'क्‍ष',
    'ശ്രീ‌',
    '葛\u{E0100}',
    'José',
    '김민수',
    'שָׁלוֹם',
    'ภาษาไทย',
    '٣٪',
    '\u0600\u0661',
    'e\u0301'.normalize('NFC'),
  ])
    expect(adviseOnText(text), JSON.stringify(text)).toEqual([]);
});

test.each([
  ['a\u200Bb', 'zero-width space'],
  ['a\u200Db', 'zero-width joiner'],
  ['1\u200D2', 'zero-width joiner'],
  ['so\u00ADft', 'soft hyphen'],
  ['New\u00A0York', 'no-break space'],
  ['a\u3000b', 'ideographic space'],
  ['\u202Eabc', 'text direction sign'],
  ['abc\u200E', 'text direction sign'],
  ['\u2067abc\u2069', 'text direction sign'],
  ['x\u{E0041}', 'tag character'],
  ['a\uFE0F', 'variation selector'],
  ['\u0301abc', 'accent without a letter'],
  ['a\tb', 'tab'],
  ['a\u0007b', 'control character'],
  ['a\u2800b', 'Braille blank'],
  ['a\u3164b', 'Hangul filler'],
  ['a\u2028b', 'line separator'],
])('%j is advised against: %s', (text, name) => {
  expect(new Set(named(text))).toEqual(new Set([name]));
  expect(adviseOnText(text)).toEqual([expect.stringContaining(`${name} (U+`)]);
});

test('letters in parts are advised against', () => {
  expect(adviseOnText('Cafe\u0301')).toEqual([expect.stringContaining('in parts')]);
  expect(adviseOnText('김'.normalize('NFD'))).toEqual([expect.stringContaining('in parts')]);
});

test('a name that is read out says what cannot be seen, and stays as it is otherwise', () => {
  expect(spellOut('Remove \u200B')).toBe('Remove U+200B');
  expect(spellOut('vi\u200Bp')).toBe('vi[U+200B]p');
  expect(spellOut('New\u00A0York')).toBe('New[U+00A0]York');
  expect(spellOut('👩‍👩‍👧 José')).toBe('👩‍👩‍👧 José');
  fc.assert(fc.property(fc.string(), (text) => hasVisibleSign(spellOut(text)) || text.trim() === ''));
});
