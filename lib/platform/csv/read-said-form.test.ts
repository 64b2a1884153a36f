import { expect, test } from 'vitest';
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
