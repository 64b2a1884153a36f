import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJsonText } from './json-text.ts';

test('integers beyond a number’s reach keep their digits, as text', () => {
  expect(parseJsonText('{"entity":9223372036854775807,"small":42,"list":[-9007199254740993]}')).toEqual({
    entity: '9223372036854775807',
    small: 42,
    list: ['-9007199254740993'],
  });
});

test('digits inside text, and fractions, are left alone', () => {
  const value = { text: 'say "12345678901234567890" \\', fraction: 0.1234567890123456, big: 1e300 };
  expect(parseJsonText(JSON.stringify(value))).toEqual(value);
});

test.each(['', '<!doctype html>', '{"data":[', 'undefined'])('%j is no JSON', (text) => {
  expect(parseJsonText(text)).toBeUndefined();
});

test('anything without such integers reads as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.json({ noUnicodeString: false }), (text) => {
      const plain: unknown = JSON.parse(text);
      const unsafe = /(?<![\d.eE+])\d{16,}/.test(text);
      if (!unsafe) expect(parseJsonText(text)).toEqual(plain);
      else expect(parseJsonText(text)).toBeDefined();
    }),
  );
});
