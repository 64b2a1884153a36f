import { expect, test } from 'vitest';
import { ProviderError } from '../errors.ts';
import { explainError } from './explain.ts';
import { fromRefusal, fromUpdate, isAbout, toRefs, toUpdateUser } from './map.ts';

const add = (key: string, value: string) => ({ verb: 'add' as const, key, value });

test('verbs go to the lists that mean the same; empty lists are left out', () => {
  expect(toUpdateUser([add('a', '1'), { verb: 'remove', key: 'b', value: 'ignored' }])).toEqual({
    tags: { create: [{ key: 'a', value: '1' }], delete: [{ key: 'b' }] },
  });
});

test('an answer that does not show the tag as asked proves nothing', () => {
  const tags = [{ key: 'a', value: '1', providerTagId: null }];
  const outcomes = fromUpdate(
    [add('a', '1'), add('b', '2'), { verb: 'remove', key: 'a', value: null }],
    tags,
  );
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['confirmed', 'unknown', 'unknown']);
  expect(fromUpdate([add('a', '1')], null)).toMatchObject([{ outcome: 'unknown' }]);
});

function refuse(message: string, ...keys: string[]) {
  const error = new ProviderError('fragment', 'conflict', message, { status: 409 });
  return fromRefusal(
    keys.map((key) => add(key, 'x')),
    error,
  ).map((result) => result.message);
}

test('the one key that the words name is blamed; a longer word is not that key', () => {
  const message = 'Tag key already exists: tier';
  const other = 'Not applied: FRAGMENT refused the whole change because of “tier”.';
  expect(refuse(message, 'plan', 'tier')).toEqual([other, message]);
  expect(refuse('Tag key already exists: tiers', 'plan', 'tier')).toEqual(
    Array(2).fill('Tag key already exists: tiers'),
  );
  expect(refuse('Conflict', 'plan', '')).toEqual(['Conflict', 'Conflict']);
});

test.each([
  [
    { code: 'not_found', message: 'User not found' },
    { code: 'not_found', message: 'User not found' },
  ],
  [{ error: { code: 'c', message: 'm' } }, { code: 'c', message: 'm' }],
  [{ error: 'invalid_client' }, { code: null, message: 'invalid_client' }],
  [
    { error: 'invalid_client', error_description: 'Unknown client' },
    { code: null, message: 'Unknown client' },
  ],
  [{ message: 7 }, { code: null, message: null }],
  ['text', { code: null, message: null }],
])('words are found in %j', (body, expected) => {
  expect(explainError(body)).toEqual(expected);
});

const asked = 'acct-1';
const known = ['user_1'];
test.each([
  ['its id is the reference', { id: 'acct-1', externalId: null }, [], true],
  ['its external id is the reference', { id: 'user_9', externalId: 'acct-1' }, [], true],
  ['its id is known of the user', { id: 'user_1', externalId: 'renamed' }, known, true],
  ['its external id is known of the user', { id: 'user_9', externalId: 'user_1' }, known, true],
  ['another id, no external id', { id: 'user_2', externalId: null }, known, false],
  ['another id and external id', { id: 'user_2', externalId: 'acct-2' }, known, false],
  ['a longer reference', { id: 'acct-12', externalId: 'acct-1 ' }, known, false],
  ['another case', { id: 'ACCT-1', externalId: 'Acct-1' }, known, false],
  ['nothing in its names', { id: '', externalId: '' }, known, false],
])('an answer is held against who was asked: %s', (_name, user, knownRefs, isTheirs) => {
  expect(isAbout({ ...user, tags: [] }, asked, knownRefs)).toBe(isTheirs);
});

test.each([
  [
    { id: 'user_1', externalId: 'acct-1' },
    { id: 'user_1', other: 'acct-1' },
  ],
  [
    { id: 'user_1', externalId: null },
    { id: 'user_1', other: null },
  ],
  [
    { id: 'user_1', externalId: '' },
    { id: 'user_1', other: null },
  ],
  [
    { id: 'user_1', externalId: 'user_1' },
    { id: 'user_1', other: null },
  ],
  [
    { id: 'user_1', externalId: 'a'.repeat(501) },
    { id: 'user_1', other: null },
  ],
  [
    { id: 'user_1', externalId: 'a\u0000b' },
    { id: 'user_1', other: null },
  ],
  [
    { id: 'user_1', externalId: ' acct-1' },
    { id: 'user_1', other: null },
  ],
  [
    { id: 'user_1', externalId: 'secret' },
    { id: 'user_1', other: null },
  ],
  [{ id: ' ', externalId: 'acct-1' }, undefined],
  [{ id: 'a'.repeat(5_000), externalId: 'acct-1' }, undefined],
])('names that can be kept are: %j', (user, refs) => {
  expect(toRefs({ ...user, tags: [] }, (ref) => ref !== 'secret')).toEqual(refs);
});
