/** Cerego's document "User Tags", statement by statement; the table in ../README.md lists them. */
import { expect, test } from 'vitest';
import { startSandbox } from '#lib/sandbox/server.ts';
import { connectCerego } from '../conformance/connect.ts';
import type { Operation } from '../contract.ts';
import { startProviderEnvironment } from '../test-environment.ts';

const types = [
  { id: '3', name: 'Region' },
  { id: '5', name: 'Team' },
];
const env = startProviderEnvironment(
  {
    id: 'cerego',
    create: connectCerego(types, () => ({ partnerId: null })),
    seed: { cerego: { tagTypes: types, users: [{ id: '1185304', tags: [{ typeId: '5', value: 'Blue' }] }] } },
    externalId: '1185304',
    before: [{ key: 'Team', value: 'Blue', providerTagId: '84918' }],
  },
  startSandbox,
);

const value = 'The value of the tag';
const addRegion: Operation = { verb: 'add', key: 'Region', value };
const updateTeam: Operation = { verb: 'update', key: 'Team', value };

/** The document's sample, except for the ids. */
const sampleOf = (tagId: string, typeId: string) =>
  JSON.stringify({
    data: {
      id: tagId,
      type: 'partner-user-tags',
      attributes: {
        value,
        'created-at': '2020-11-19T00:14:19.000Z',
        'updated-at': '2020-11-19T00:14:19.000Z',
      },
      relationships: {
        user: { data: { id: '1185304', type: 'users' } },
        'partner-user-tag-type': { data: { id: typeId, type: 'partner-user-tag-types' } },
      },
    },
    meta: { 'total-pages': null, 'total-count': null },
  });

async function callOf(operation: Operation) {
  const { world, client } = await env.open();
  const { results } = await env.send(client, operation);
  expect(results).toMatchObject([{ outcome: 'confirmed' }]);
  return { world, call: (await world.writes())[0] };
}

test('adding is a POST to the tag type, with user_id and value as strings and nothing else', async () => {
  const { call } = await callOf(addRegion);
  expect(call).toMatchObject({
    method: 'POST',
    path: '/cerego/v3/partner_user_tag_types/3/partner_user_tags',
    query: {},
  });
  expect(call?.body).toEqual({ user_id: '1185304', value });
});

test('updating is a PUT to the tag, with value as a string and nothing else', async () => {
  const { call } = await callOf(updateTeam);
  expect(call).toMatchObject({ method: 'PUT', path: '/cerego/v3/partner_user_tags/84918', query: {} });
  expect(call?.body).toEqual({ value });
});

test.each([addRegion, updateTeam])('$verb sends JSON and the key as Bearer', async (operation) => {
  const { call } = await callOf(operation);
  expect(call?.headers['content-type']).toBe('application/json');
  expect(call?.headers.authorization).toBe('[redacted]');
});

test.each([
  [addRegion, '84918', '3', 'Region'],
  [updateTeam, '84918', '5', 'Team'],
])('the sample answer to $verb confirms the tag and gives its id', async (operation, tagId, typeId, key) => {
  const { world, client } = await env.open();
  await world.fault({ kind: 'status', status: 200, body: sampleOf(tagId, typeId) });
  const { results, shown } = await env.send(client, operation);
  expect(results).toMatchObject([{ outcome: 'confirmed' }]);
  expect(shown).toEqual([{ key, value, providerTagId: tagId }]);
});

test.each(['', ' '])('value is required: %j is refused by Cerego and never confirmed', async (blank) => {
  const { world, client } = await env.open();
  const { results } = await env.send(client, { ...addRegion, value: blank });
  expect(results).toMatchObject([{ outcome: 'refused', code: '400' }]);
  expect((await world.writes()).map(({ applied }) => applied)).toEqual([false]);
});

test('user_id is required: an unknown one is refused', async () => {
  const { client } = await env.open();
  const asked = { externalId: '9', operations: [addRegion], before: [] };
  expect((await client.apply(asked)).results).toMatchObject([{ outcome: 'refused', code: '404' }]);
});

test('a second tag of a type is refused, and the first keeps its value', async () => {
  const { world, client } = await env.open();
  const { results } = await env.send(client, { verb: 'add', key: 'Team', value: 'Green' });
  expect(results).toMatchObject([{ outcome: 'refused', hint: expect.stringContaining('update it instead') }]);
  expect(await world.state()).toMatchObject({ cerego: { users: [{ tags: [{ value: 'Blue' }] }] } });
});

test('a type that was not set up ahead of time is not asked for', async () => {
  const { world, client } = await env.open();
  const { results } = await env.send(client, { ...addRegion, key: 'Shoe size' });
  expect(results).toMatchObject([{ outcome: 'refused' }]);
  expect(await world.log()).toEqual([]);
});
