import { expect, test } from 'vitest';
import type { HeldTag, Operation } from '../contract.ts';
import { shownAs } from '../held-as.ts';
import { statusOfBody, wordsOfBody } from './envelope-status.ts';
import { fromChange, toChangeLabels, toHeldTags } from './map.ts';
import { customerLabelsReply, envelope } from './wire.ts';

const add = (key: string) => ({ verb: 'add' as const, key, value: null });
const remove = (key: string) => ({ verb: 'remove' as const, key, value: null });
const held = (...keys: string[]) => keys.map((key) => ({ key, value: null, providerTagId: null }));
const outcomes = (operations: Parameters<typeof toChangeLabels>[0], answer: object, tags: string[] | null) =>
  fromChange(
    { externalId: '564663098', operations, before: [] },
    envelope.parse(answer),
    tags && held(...tags),
  ).map(({ outcome, code }) => (code ? `${outcome} ${code}` : outcome));

test('each verb has its own list', () => {
  expect(toChangeLabels([add('a'), remove('b')])).toEqual({
    add: [{ labelName: 'a' }],
    remove: [{ labelName: 'b' }],
  });
});

test('the samples of Capillary’s document: success, nothing removed, unknown label', () => {
  const partly = {
    entity: 564663098,
    warnings: [{ status: false, code: 33000, message: 'b label not found' }],
  };
  const none = { warnings: [{ status: false, code: 33001, message: 'User labels not found' }], errors: [] };
  expect(outcomes([add('a')], { entity: 564663098, warnings: [] }, null)).toEqual(['confirmed']);
  expect(outcomes([add('a'), add('b')], partly, null)).toEqual(['confirmed', 'refused 33000']);
  expect(outcomes([remove('a')], none, null)).toEqual(['refused 33001']);
  expect(outcomes([remove('a')], none, [])).toEqual(['confirmed']);
  expect(outcomes([add('a')], none, [])).toEqual(['refused 33001']);
});

test('a clean answer that the read contradicts is not called success', () => {
  expect(outcomes([add('a')], { entity: 564663098, warnings: [] }, [])).toEqual(['unknown']);
  expect(outcomes([add('a')], { warnings: [] }, null)).toEqual(['unknown']);
  expect(outcomes([add('a')], { entity: 1 }, null)).toEqual(['unknown']);
});

test('a name that ends another one’s warning is not mixed up with it', () => {
  const warning = { code: 33000, message: 'very old label not found' };
  const answer = { entity: 564663098, warnings: [warning] };
  expect(outcomes([add('old'), add('very old')], answer, ['old'])).toEqual(['confirmed', 'refused 33000']);
});

test('another spelling proves an addition only if it was not there before', () => {
  const proof = (operation: Operation, before: HeldTag[]) =>
    shownAs(operation, held('vip'), { operations: [operation], before });
  expect(proof(add('VIP'), [])).toEqual({ kept: { key: 'vip', value: null } });
  expect(proof(add('VIP'), held('vip'))).toBeNull();
  expect(proof(remove('VIP'), held('vip'))).toEqual({ kept: null });
});

test('rows marked deleted are not carried; no data and no 33001 is no answer', () => {
  const data = [
    { labelName: 'a', deleted: true },
    { labelName: 'b', deleted: false },
    { labelName: 'b' },
    {},
  ];
  expect(toHeldTags(customerLabelsReply.parse({ data }))).toEqual(held('b'));
  expect(toHeldTags(customerLabelsReply.parse({ warnings: [{ code: 33001 }], errors: [] }))).toEqual([]);
  expect(() => toHeldTags(customerLabelsReply.parse({ warnings: [] }))).toThrow('without saying');
  expect(() => toHeldTags(customerLabelsReply.parse({ data: [{}, {}] }))).toThrow('without their names');
});

test.each([
  [200, { errors: [{ code: 8015, message: 'Customer not found' }] }, 404],
  [201, { errors: [{ code: 521, message: 'Multiple actions' }] }, 521],
  [200, { errors: [{ code: 503, message: 'x' }] }, 503],
  [200, { errors: ['only words'] }, 400],
  [200, { success: false, errorCode: 33000, message: 'no' }, 400],
  [500, { errors: [{ code: 99, message: 'x' }] }, 500],
  [200, { entity: 1, warnings: [{ code: 33000, message: 'x label not found' }], errors: [] }, 200],
  [200, 'not an object', 200],
])('HTTP %i with %j stands for %i', (status, body, meant) => {
  expect(statusOfBody(status, body)).toBe(meant);
});

test('words are found in either form of an error', () => {
  expect(wordsOfBody({ errors: ['only words'] })).toEqual({ code: null, message: 'only words' });
  expect(wordsOfBody({ success: false, errorCode: 33000, message: 'no' })).toEqual({
    code: '33000',
    message: 'no',
  });
});
