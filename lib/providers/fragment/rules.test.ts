import { expect, test } from 'vitest';
import { fragmentRules } from './rules.ts';

const messageOf = (rule: keyof Pick<typeof fragmentRules, 'key' | 'value' | 'externalId'>, text: string) =>
  fragmentRules[rule].safeParse(text).error?.issues[0]?.message ?? null;

test('a key has at most 50 characters, a value at most 200', () => {
  expect(messageOf('key', '🦄'.repeat(50))).toBeNull();
  expect(messageOf('key', 'k'.repeat(51))).toBe('Key is 51 characters; FRAGMENT allows 50.');
  expect(messageOf('value', 'v'.repeat(200))).toBeNull();
  expect(messageOf('value', 'v'.repeat(201))).toBe('Value is 201 characters; FRAGMENT allows 200.');
});

test.each(['#', '/', ':'])('%s is refused in both, by name', (sign) => {
  expect(messageOf('key', `a${sign}b`)).toBe(`“${sign}” is not allowed: a key has neither # nor / nor :.`);
  expect(messageOf('value', `a${sign}b`)).toBe(
    `“${sign}” is not allowed: a value has neither # nor / nor :.`,
  );
});

test('blank is refused everywhere', () => {
  expect(messageOf('key', ' ')).toBe('Key cannot be blank.');
  expect(messageOf('value', '')).toBe('Value cannot be blank.');
  expect(messageOf('externalId', '\t')).toBe('FRAGMENT user ref cannot be blank.');
});

test('a ref may hold anything that can be part of an address', () => {
  expect(messageOf('externalId', 'crm/42 ä?#')).toBeNull();
  expect(messageOf('externalId', '..')).toContain('cannot be sent');
});

test('wildcards are allowed, with a warning', () => {
  expect(messageOf('key', 'what?')).toBeNull();
  expect(fragmentRules.advise({ key: 'what?', value: null })).toEqual([expect.stringContaining('wildcards')]);
  expect(fragmentRules.advise({ key: 'tier', value: '2' })).toEqual([]);
});
