import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adviseOnEmail, emailRule } from './email.ts';

const isTaken = (text: string) => emailRule.safeParse(text).success;

test.each([
  ['taro..yamada.@docomo.example', 'two dots in a row'],
  ['.taro@docomo.example', 'a dot at an end'],
  ['root@localhost', 'no dot'],
  ['a@1.2.3.4', 'numbers alone'],
  ['a_b@sub_domain.example', 'other signs'],
  ['a@b@mail.example', 'more than one'],
  ['"johndoe"@mail.example', 'unusual signs'],
  ['a\u200Bb@mail.example', 'zero-width space'],
])('%s is taken with a word of warning', (text, words) => {
  expect(isTaken(text)).toBe(true);
  expect(adviseOnEmail(text).join(' ')).toContain(words);
});

test.each([
  'jürgen@mail.example',
  'info@müller-shop.example',
  'r&d@mail.example',
  'a/b=c@mail.example',
  'x@例え.テスト',
])('%s is an address like any other', (text) => {
  expect(emailRule.parse(` ${text} `)).toBe(text);
  expect(adviseOnEmail(text)).toEqual([]);
});

test.each([
  '',
  '@',
  'a@',
  '@b',
  'ab',
  'a b@c.example',
  'a@b\u00A0c',
  'a@b\tc',
  'a\u0000@b',
  '\u200B@b.example',
  'a@\u200B',
  'ren\uFFFD@b.example',
])('%j is no address', (text) => {
  expect(isTaken(text)).toBe(false);
  expect(adviseOnEmail(text)).toEqual([]);
});

test('something, “@”, something is an address up to 254 characters, and never stops a form with an exception', () => {
  const part = fc.stringMatching(/^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,40}$/u);
  fc.assert(fc.property(part, part, (local, domain) => isTaken(`${local}@${domain}`)));
  fc.assert(
    fc.property(
      fc.string(),
      (text) => Array.isArray(adviseOnEmail(text)) && [true, false].includes(isTaken(text)),
    ),
  );
  expect(isTaken(`${'a'.repeat(252)}@b`)).toBe(true);
  expect(isTaken(`${'a'.repeat(253)}@b`)).toBe(false);
});
