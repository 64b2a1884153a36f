import { expect, test } from 'vitest';
import { fitsItself } from './decode-text.ts';
import { readSaidForm } from './read-said-form.ts';

test('encoding and delimiter are said by name or sign, or not at all', () => {
  expect(readSaidForm({ encoding: 'Windows-1252', delimiter: 'Tab' })).toEqual({
    encoding: 'windows-1252',
    delimiter: '\t',
  });
  expect(readSaidForm({ delimiter: ';' })).toEqual({ encoding: null, delimiter: ';' });
  expect(() => readSaidForm({ encoding: 'latin1' })).toThrow('There are: utf-8, windows-1252.');
  expect(() => readSaidForm({ delimiter: '-' })).toThrow('There are: comma, semicolon, tab, pipe.');
});

test.each([
  ['UTF-8', Buffer.from('Café'), true],
  ['Windows-1252', Buffer.from('Café', 'latin1'), false],
  ['UTF-16 with its mark', Buffer.from('\uFEFFCafé', 'utf16le'), true],
])('whether %s is what it is taken for', async (_, bytes, fits) => {
  async function* stream() {
    for (const byte of bytes) yield Uint8Array.of(byte);
  }
  expect(await fitsItself(stream())).toBe(fits);
});
