import { expect, test } from 'vitest';
import { countCharacters, textRule } from './text-rule.ts';

test('an emoji is one character, a family of them is as many as it is made of', () => {
  expect(countCharacters('🦄')).toBe(1);
  expect(countCharacters('👩‍👩‍👧')).toBe(5);
});

test('white space at the ends is dropped before anything is checked', () => {
  expect(textRule({ noun: 'Key', provider: 'FRAGMENT', max: 3 }).parse('\u3000 abc \n')).toBe('abc');
});

test.each([
  ['', 'Key cannot be blank.'],
  [' \t\u2003', 'Key cannot be blank.'],
  ['\u200B', 'Key holds nothing that can be seen.'],
  ['\u3164 \u2800', 'Key holds nothing that can be seen.'],
  ['abcd', 'Key is 4 characters; FRAGMENT allows 3.'],
  ['a\u0000', 'Key holds a character that cannot be sent.'],
  ['caf\ufffd', 'Key holds a character that cannot be sent.'],
  ['\ud83e', 'Key holds a character that cannot be sent.'],
  [undefined, 'Key is missing.'],
])('%j is refused in words for people', (text, message) => {
  const { error } = textRule({ noun: 'Key', provider: 'FRAGMENT', max: 3 }).safeParse(text);
  expect(error?.issues.map((issue) => issue.message)).toEqual([message]);
});
