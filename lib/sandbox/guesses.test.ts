/** Each guess: what the strictest reading answers, and the other one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintWorld, type TestWorld, truth } from '#lib/testing/sandbox-world.ts';
import { type Sandbox, startSandbox } from './server.ts';
import { defaultSettings } from './settings.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const people = {
  vero: [{ id: '1', email: 'a@mail.example', tags: ['Held'] }],
  cerego: { users: [{ id: '1', email: 'a@mail.example', tags: [{ typeId: '3', value: 'Texas' }] }] },
  capillary: { labels: ['Vip', 'Other'], customers: [{ userId: '5', labels: ['Vip'] }] },
  fragment: [{ id: 'u', externalId: 'e', tags: [{ key: 'plan', value: 'trial' }] }],
};

async function worldWith(provider: string, settings: object) {
  const world = await mintWorld(sandbox.url);
  await world.control('POST', '/seed', people);
  await world.control('PUT', '/settings', { [provider]: settings });
  return world;
}

type Send = (world: TestWorld) => Promise<{ status: number; text: string }>;

const said = async (send: Send, world: TestWorld) => {
  const { status, text } = await send(world);
  return `${status} ${text}`;
};

const edit =
  (body: object): Send =>
  (world) =>
    world.vero('PUT', '/users/tags/edit', body);
const track =
  (body: object): Send =>
  (world) =>
    world.vero('POST', '/users/track', body);
const users =
  (query: string): Send =>
  (world) =>
    world.cerego('GET', `/partners/${world.setting('CEREGO_PARTNER_ID')}/users${query}`);
const addTeam =
  (value: string, userId = '1'): Send =>
  (world) =>
    world.cerego('POST', '/partner_user_tag_types/5/partner_user_tags', { user_id: userId, value });
const change =
  (add: string[], remove: string[], userId = '5'): Send =>
  (world) =>
    world.capillary('POST', `/customers/${userId}/changeLabels`, {
      add: add.map((labelName) => ({ labelName })),
      remove: remove.map((labelName) => ({ labelName })),
    });
const addLabel =
  (name: string): Send =>
  (world) =>
    world.capillary('POST', '/organization/labels', { orgLabels: [{ name }] });
const patch =
  (tags: object): Send =>
  (world) =>
    world.fragment('PATCH', '/users/u', { tags });
const thenState =
  (send: Send, provider: string): Send =>
  async (world) => {
    await send(world);
    return { status: 0, text: JSON.stringify(await truth(world, provider)) };
  };
const emoji = '😀'.repeat(30);

/** Setting, other value, call, and what the answer has strictly and otherwise. */
const rows: [string, unknown, Send, string, string][] = [
  ['vero.unknownUser', 'ignore', edit({ id: 'ghost', add: ['a'] }), '404', 'Success'],
  ['vero.errorStatus', '200', edit({ id: '1' }), '400 {"status":400', '200 {"status":400'],
  ['vero.numericIds', true, edit({ id: 1, add: ['a'] }), '400', 'Success'],
  ['vero.nullLists', true, edit({ id: '1', add: ['a'], remove: null }), '400', 'Success'],
  ['vero.emptyEdit', 'accept', edit({ id: '1', add: [], remove: [] }), '400', 'Success'],
  ['vero.blankTags', 'accept', edit({ id: '1', add: [' '] }), '400', 'Success'],
  ['vero.sameTagInBoth', 'remove-wins', edit({ id: '1', add: ['a'], remove: ['a'] }), '400', 'Success'],
  ['vero.trimTags', true, thenState(edit({ id: '1', add: [' a '] }), 'vero'), '" a "', '"a"'],
  ['vero.foldTags', true, thenState(edit({ id: '1', add: ['held'] }), 'vero'), '"Held","held"', '["Held"]'],
  [
    'vero.jsonSuffix',
    true,
    (world) => world.vero('PUT', '/users/tags/edit.json', { id: '1', add: ['a'] }),
    '404',
    '200',
  ],
  ['vero.emailAsId', true, track({ email: 'new@mail.example' }), '400', 'Success'],
  ['vero.looseTypes', true, track({ id: '1', data: { timezone: '-7' } }), '400', 'Success'],
  ['cerego.createdStatus', 200, addTeam('Blue'), '201', '200'],
  ['cerego.unknownUserStatus', 422, addTeam('Blue', '9'), '404', '422'],
  ['cerego.foreignPartnerStatus', 404, (world) => world.cerego('GET', '/partners/0/users'), '403', '404'],
  ['cerego.errorBodies', 'none', addTeam('Blue', '9'), '404 {"errors"', '404 '],
  ['cerego.includeTags', true, users(''), '"data"', '"included"'],
  ['cerego.queryFindsUserId', true, users('?query=1'), '"total-count":0', '"total-count":1'],
  ['cerego.queryFoldsCase', true, users('?query=A@MAIL.example'), '"total-count":0', '"total-count":1'],
  ['cerego.blankValues', 'accept', addTeam(' '), '400', '201'],
  ['cerego.trimValues', true, addTeam(' Blue '), '" Blue "', '"Blue"'],
  [
    'cerego.duplicateStatus',
    422,
    (world) =>
      world.cerego('POST', '/partner_user_tag_types/3/partner_user_tags', { user_id: '1', value: 'x' }),
    '400',
    '422',
  ],
  ['capillary.trimNames', true, change([' Other '], []), '33000', '"warnings":[]'],
  ['capillary.blankNames', 'pass-over', change(['Other'], ['', '']), '400', '"warnings":[]'],
  ['capillary.sameLabelInBoth', 'remove-wins', change(['Other'], ['Other']), '400', '"warnings":[]'],
  ['capillary.futileRemoval', 'success', change([], ['Other']), '33001', '"entity":5'],
  ['capillary.existingLabel', 'error', addLabel('Vip'), '200', '400'],
  [
    'capillary.labelSearch',
    'prefix',
    (world) => world.capillary('GET', '/customers/labels/search?q=vi'),
    '"total":0',
    '"total":1',
  ],
  [
    'capillary.findsFormer',
    true,
    async (world) => {
      await world.control('PUT', '/seed', {
        capillary: { customers: [{ userId: '5', labels: ['Vip'], deleted: true }] },
      });
      return world.capillary('GET', '/customers/labels/search?q=Vip');
    },
    '"total":0',
    '"total":1',
  ],
  ['capillary.characters', 'utf-16', addLabel(emoji + emoji), '200', '400'],
  ['capillary.errorStatus', 404, change(['Vip'], [], '6'), '200', '404'],
  ['capillary.caseSensitive', false, change(['OTHER'], []), '33000', '"warnings":[]'],
  ['fragment.createExistsStatus', 422, patch({ create: [{ key: 'plan', value: 'x' }] }), '409', '422'],
  ['fragment.updateMissingStatus', 422, patch({ update: [{ key: 'none', value: 'x' }] }), '404', '422'],
  ['fragment.deleteMissing', 'refuse', patch({ delete: [{ key: 'none' }] }), '200', '404'],
  ['fragment.emptyUpdate', 'accept', patch({}), '400', '200'],
  ['fragment.emptyValues', 'accept', patch({ set: [{ key: 'k', value: '' }] }), '400', '200'],
  [
    'fragment.repeatedKey',
    'apply',
    patch({ set: [{ key: 'k', value: '1' }], delete: [{ key: 'k' }] }),
    '400',
    '200',
  ],
  ['fragment.foldKeys', true, patch({ create: [{ key: 'PLAN', value: 'x' }] }), '200', '409'],
  ['fragment.trimTexts', true, patch({ set: [{ key: ' k ', value: 'v' }] }), '" k "', '"k"'],
  ['fragment.foldTexts', true, patch({ set: [{ key: ' K ', value: 'v' }] }), '" K "', '"k"'],
  [
    'fragment.atomic',
    false,
    thenState(
      patch({ create: [{ key: 'a', value: '1' }], update: [{ key: 'none', value: '1' }] }),
      'fragment',
    ),
    '"tags":[{"key":"plan","value":"trial"}]',
    '{"key":"a","value":"1"}',
  ],
  ['fragment.errorBodies', 'none', patch({ update: [{ key: 'none', value: 'x' }] }), '404 {', '404 '],
  ['fragment.characters', 'utf-16', patch({ set: [{ key: emoji, value: 'v' }] }), '200', '400'],
];

/** Tested elsewhere: times, sizes, locks, tokens, method and bulk call. */
const elsewhere = [
  'vero.applyDelayMs',
  'vero.duplicateWindowMs',
  'vero.tokenInBody',
  'vero.webhookUrl',
  'cerego.bulkSet',
  'cerego.pageSize',
  'capillary.concurrentStatus521',
  'capillary.changeLabelsMethod',
  'capillary.maxLabels',
  'fragment.tokenTtlSeconds',
];

const { latencyMs, writeLatencyMs, answerLatencyMs, ...ofProviders } = defaultSettings;
const settings = Object.entries(ofProviders).flatMap(([provider, group]) =>
  Object.entries(group).map(([name, value]) => ({ provider, name, value: String(value) })),
);

describe('a guess', () => {
  test.each(rows)('%s is on its strictest reading, and can be %j', async (path, other, send, strict, lax) => {
    const [provider = '', name = ''] = path.split('.');
    const strictly = await said(send, await worldWith(provider, {}));
    const otherwise = await said(send, await worldWith(provider, { [name]: other }));
    expect(strictly).toContain(strict);
    expect(otherwise).toContain(lax);
    expect(otherwise).not.toEqual(strictly);
  });

  test('every setting has its test', () => {
    const tested = [...rows.map(([path]) => path), ...elsewhere];
    expect(tested.sort()).toEqual(settings.map(({ provider, name }) => `${provider}.${name}`).sort());
  });

  test('every setting stands with its default in the table of README.md', () => {
    const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8').replaceAll(',', '');
    for (const { provider, name, value } of settings) {
      const line = readme.split('\n').find((text) => text.includes(`\`${provider}.${name}\``)) ?? '';
      expect(line, `${provider}.${name}`).toContain(`| ${value}`);
    }
  });
});
