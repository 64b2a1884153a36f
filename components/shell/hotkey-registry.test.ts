import { expect, test } from 'vitest';
import { describeKeys } from './hotkey-registry.ts';

const plain = { code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test('a letter is the same with caps lock, and differs with shift', () => {
  expect(describeKeys({ ...plain, key: 'J' })).toEqual(['j']);
  expect(describeKeys({ ...plain, key: 'X', shiftKey: true })).toEqual(['shift+x']);
});

test('a sign needs no shift in its name, whatever the keyboard asks for', () => {
  expect(describeKeys({ ...plain, key: '?', shiftKey: true })).toEqual(['?']);
  expect(describeKeys({ ...plain, key: '/' })).toEqual(['/']);
});

test('Ctrl and Cmd are one', () => {
  expect(describeKeys({ ...plain, key: 'k', ctrlKey: true })).toEqual(['mod+k']);
  expect(describeKeys({ ...plain, key: 'k', metaKey: true })).toEqual(['mod+k']);
});

test('with Alt it is a letter of another alphabet, not a command', () => {
  expect(describeKeys({ ...plain, key: 'x', altKey: true })).toEqual([]);
});

test('a letter of another alphabet is also the key at its place', () => {
  expect(describeKeys({ ...plain, key: 'е', code: 'KeyT' })).toEqual(['е', 't']);
  expect(describeKeys({ ...plain, key: 'χ', code: 'KeyX', shiftKey: true })).toEqual(['shift+χ', 'shift+x']);
  expect(describeKeys({ ...plain, key: 'л', code: 'KeyK', ctrlKey: true })).toEqual(['mod+л', 'mod+k']);
  // A remapped Latin layout counts by what it types.
  expect(describeKeys({ ...plain, key: 'j', code: 'KeyC' })).toEqual(['j']);
});
