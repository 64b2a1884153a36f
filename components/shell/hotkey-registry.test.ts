import { expect, test } from 'vitest';
import { describeKey } from './hotkey-registry.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test('a letter is the same with caps lock, and differs with shift', () => {
  expect(describeKey({ ...plain, key: 'J' })).toBe('j');
  expect(describeKey({ ...plain, key: 'X', shiftKey: true })).toBe('shift+x');
});

test('a sign needs no shift in its name, whatever the keyboard asks for', () => {
  expect(describeKey({ ...plain, key: '?', shiftKey: true })).toBe('?');
  expect(describeKey({ ...plain, key: '/' })).toBe('/');
});

test('Ctrl and Cmd are one', () => {
  expect(describeKey({ ...plain, key: 'k', ctrlKey: true })).toBe('mod+k');
  expect(describeKey({ ...plain, key: 'k', metaKey: true })).toBe('mod+k');
});

test('with Alt it is a letter of another alphabet, not a command', () => {
  expect(describeKey({ ...plain, key: 'x', altKey: true })).toBe('');
});
