import { expect, test } from 'vitest';
import { z } from 'zod';
import { startSandbox } from '#lib/sandbox/server.ts';
import { ceregoList, ceregoTypes } from '../conformance/cerego-list.ts';
import { connectCerego } from '../conformance/connect.ts';
import { testProvider } from '../conformance/suite.ts';

const worldState = z.object({
  cerego: z.object({
    users: z.array(
      z.object({ id: z.string(), tags: z.array(z.object({ typeId: z.string(), value: z.string() })) }),
    ),
  }),
});
const nameOf = (typeId: string) => ceregoTypes.find(({ id }) => id === typeId)?.name;

function truth(state: unknown): string[] {
  const user = worldState.parse(state).cerego.users.find(({ id }) => id === '1185304');
  return (user?.tags ?? []).map(({ typeId, value }) => `${nameOf(typeId)}=${value}`);
}

const connect = connectCerego(ceregoTypes);
const addTeam = (value: string) => ({ verb: 'add' as const, key: 'Team', value });
const updateRegion = { verb: 'update' as const, key: 'Region', value: 'Oregon' };
const firstTagId = '84918';
const email = 'ada@example.com';

const bo = { externalId: '7', secondRef: null, name: 'Bo', email: 'bo@mail.example' };

const env = testProvider(
  {
    id: 'cerego',
    create: connect,
    seed: {
      cerego: {
        tagTypes: ceregoTypes,
        users: [{ id: '1185304', name: 'Ada', email, tags: [{ typeId: '3', value: 'California' }] }],
      },
    },
    settings: { cerego: { includeTags: true } },
    externalId: '1185304',
    email,
    unknownId: '999',
    before: [{ key: 'Region', value: 'California', providerTagId: firstTagId }],
    verbs: [
      { operation: addTeam('Blue'), leaves: ['Region=California', 'Team=Blue'] },
      { operation: updateRegion, leaves: ['Region=Oregon'] },
    ],
    probe: { operation: addTeam('Blue'), leaves: ['Region=California', 'Team=Blue'] },
    secrets: ['CEREGO_API_KEY'],
    finding: {
      seed: {
        cerego: {
          users: [
            { id: '7', name: 'Bo', email: 'bo@mail.example', memberId: 'm-7' },
            { id: '8', name: 'Cy', memberId: 'm-8', department: true },
          ],
        },
      },
      path: '/users',
      found: [
        { by: 'email', text: 'bo@mail.example', rows: [bo] },
        { by: 'member-id', text: 'm-7', rows: [bo] },
        {
          by: 'member-id',
          text: 'm-8',
          rows: [{ externalId: '8', secondRef: null, name: 'Cy', email: null }],
        },
      ],
    },
    listing: ceregoList,
    truth,
    boundaries: [
      { name: 'a long value', operation: addTeam('v'.repeat(5_000)), verdict: 'allowed' },
      { name: 'an empty value', operation: addTeam(''), verdict: 'refused' },
      { name: 'a blank value', operation: addTeam(' \t\u3000'), verdict: 'refused' },
      { name: 'odd characters', operation: addTeam('a;b "c" \'d\' <e> \\ # / :'), verdict: 'allowed' },
      { name: 'emoji', operation: addTeam('🦄👩‍👩‍👧'), verdict: 'allowed' },
      { name: 'right-to-left text', operation: addTeam('الفريق الأزرق'), verdict: 'allowed' },
      { name: 'U+0000', operation: addTeam('a\u0000b'), verdict: 'refused', formOnly: true },
    ],
  },
  startSandbox,
);

test('each operation is a call of its own and has an outcome of its own', async () => {
  const { world, client } = await env.open();
  const again = { verb: 'add' as const, key: 'Region', value: 'Nevada' };
  const cohort = { verb: 'add' as const, key: 'Cohort', value: '2026' };
  const { results, shown } = await env.send(client, addTeam('Blue'), again, cohort);
  expect(results.map(({ outcome }) => outcome)).toEqual(['confirmed', 'refused', 'confirmed']);
  expect(truth(await world.state())).toEqual(['Region=California', 'Team=Blue', 'Cohort=2026']);
  expect(shown?.map(({ key }) => key)).toEqual(['Team', 'Cohort']);
  expect(await world.writes()).toHaveLength(3);
});

test('a refusal whose user is not found at once is not looked into: no page is walked for a hint', async () => {
  const { world, client } = await env.open();
  const nevada = { verb: 'add' as const, key: 'Region', value: 'Nevada' };
  const { results, tags } = await client.apply({ externalId: '1185304', operations: [nevada], before: [] });
  expect(results).toMatchObject([{ outcome: 'refused', hint: expect.stringContaining('update it instead') }]);
  expect(tags).toBeNull();
  expect((await world.log()).map(({ method }) => method)).toEqual(['POST']);
});

test('a second value for a type is refused, read back and explained', async () => {
  const { world, client } = await env.open();
  const { results, tags } = await env.send(client, { verb: 'add', key: 'Region', value: 'Nevada' });
  expect(results).toMatchObject([
    { outcome: 'refused', code: '400', hint: expect.stringContaining('update it instead') },
  ]);
  expect(tags).toEqual([{ key: 'Region', value: 'California', providerTagId: firstTagId }]);
  expect(truth(await world.state())).toEqual(['Region=California']);
});

test('without a partner id the refusal is explained by what is likely', async () => {
  const { world } = await env.open();
  const blind = env.connect(world, { CEREGO_PARTNER_ID: '' });
  const { results, tags } = await env.send(blind, { verb: 'add', key: 'Region', value: 'Nevada' });
  expect(results).toMatchObject([{ outcome: 'refused', hint: expect.stringContaining('update it instead') }]);
  expect(tags).toBeNull();
  await expect(blind.readTags('1185304')).rejects.toMatchObject({ code: 'unsupported' });
});

test('an answer shows the tag id, and updating works with nothing else', async () => {
  const { world } = await env.open();
  const blind = env.connect(world, { CEREGO_PARTNER_ID: '' });
  const added = await env.send(blind, addTeam('Blue'));
  const updated = await blind.apply({
    externalId: '1185304',
    operations: [{ verb: 'update', key: 'Team', value: 'Green' }],
    before: added.shown ?? [],
  });
  expect(updated.results).toMatchObject([{ outcome: 'confirmed' }]);
  expect(truth(await world.state())).toContain('Team=Green');
});

test('a tag id that is not known is looked up, or asked for where nothing can be read', async () => {
  const { world, client } = await env.open();
  const input = { externalId: '1185304', operations: [updateRegion], before: [] };
  const blind = env.connect(world, { CEREGO_PARTNER_ID: '' });
  expect((await blind.apply(input)).results).toMatchObject([
    { outcome: 'refused', hint: expect.any(String) },
  ]);
  expect(await world.writes()).toEqual([]);
  expect((await client.apply(input)).results).toMatchObject([{ outcome: 'confirmed' }]);
  expect(truth(await world.state())).toEqual(['Region=Oregon']);
});

test('tags listed without values are not taken for no tags', async () => {
  const { world, client } = await env.open();
  await world.settings({ cerego: { includeTags: false } });
  await expect(client.readTags('1185304', { email })).rejects.toMatchObject({ code: 'unsupported' });
});

test('what follows a lost answer is not sent', async () => {
  const { world, client } = await env.open();
  await world.fault({ kind: 'reset-before', match: { body: 'Blue' } });
  const { results } = await env.send(client, addTeam('Blue'), updateRegion);
  expect(results.map(({ outcome }) => outcome)).toEqual(['unknown', 'failed']);
  expect(truth(await world.state())).toEqual(['Region=California']);
  expect(await world.writes()).toHaveLength(1);
});

test('after a part was applied the change as a whole is not to be sent again', async () => {
  const { world, client } = await env.open();
  await world.fault({ kind: 'rate-limit', retryAfter: 30, match: { body: 'Oregon' } });
  const { results, retryAfterMs } = await env.send(client, addTeam('Blue'), updateRegion);
  expect(results.map(({ outcome }) => outcome)).toEqual(['confirmed', 'failed']);
  expect(retryAfterMs).toBeNull();
});

test('a type that is not configured is refused without a call', async () => {
  const { world, client } = await env.open();
  const { results } = await env.send(client, { verb: 'add', key: 'Shoe size', value: '42' });
  expect(results).toMatchObject([{ outcome: 'refused', message: expect.stringContaining('Shoe size') }]);
  expect(await world.writes()).toEqual([]);
});

test('a query that Cerego does not heed finds nobody with another e-mail', async () => {
  const { world, client } = await env.open();
  const body = JSON.stringify({
    data: [
      { id: '1', attributes: { name: 'Stranger', email: 'stranger@mail.example' } },
      { id: '2', attributes: { name: 'Ada', email: 'ADA@example.com' } },
    ],
  });
  await world.fault({ kind: 'status', status: 200, body, match: { method: 'GET', path: '/users' } });
  expect(await client.findIdentities?.('email', email)).toMatchObject([{ externalId: '2' }]);
});

test('without a partner id nobody can be looked for', async () => {
  const { world } = await env.open();
  const client = env.connect(world, { CEREGO_PARTNER_ID: '' });
  await expect(client.findIdentities?.('email', email)).rejects.toMatchObject({ code: 'unsupported' });
});
