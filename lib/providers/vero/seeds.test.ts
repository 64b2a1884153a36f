/** Vero's documents "Identify" and "Edit", statement by statement; the table in ../README.md lists them. */
import { describe, expect, test } from 'vitest';
import { startSandbox } from '#lib/sandbox/server.ts';
import { connectVero } from '../conformance/connect.ts';
import type { OperationResult, Profile } from '../contract.ts';
import { startProviderEnvironment } from '../test-environment.ts';

const env = startProviderEnvironment(
  {
    id: 'vero',
    create: connectVero,
    seed: { vero: [{ id: '1000', email: 'old@example.com', tags: ['customer'], data: { city: 'Graz' } }] },
    externalId: '1000',
  },
  startSandbox,
);

const edit = { verb: 'add' as const, key: 'prospect', value: null };
const remove = { verb: 'remove' as const, key: 'customer', value: null };
const device = { type: 'push', address: 'UNIQUE_DEVICE_TOKEN', platform: 'android' };

type Opened = Awaited<ReturnType<typeof env.open>>;
type Act = (opened: Opened) => Promise<OperationResult | undefined>;

const editTags: Act = async ({ client }) => (await env.send(client, edit)).results[0];
const identify =
  (profile: Profile): Act =>
  async ({ client }) =>
    (await client.saveProfile('1000', profile)).result;
const acts: [string, Act][] = [
  ['edit', editTags],
  ['identify', identify({ email: 'test@example.com' })],
];

async function callOf(act: Act) {
  const opened = await env.open();
  expect(await act(opened)).toMatchObject({ outcome: 'accepted' });
  const calls = await opened.world.log();
  expect(calls).toHaveLength(1);
  return { ...opened, call: calls[0] };
}

describe('each call', () => {
  test.each(acts)(
    '%s is JSON with the token as the query parameter auth_token, nowhere else',
    async (_, act) => {
      const { call } = await callOf(act);
      expect(call?.headers['content-type']).toBe('application/json');
      expect(call?.headers.authorization).toBeUndefined();
      expect(call?.query).toEqual({ auth_token: '[redacted]' });
      expect(call?.body).not.toHaveProperty('auth_token');
    },
  );

  const answers = [
    [200, 'Success.', 'accepted'],
    [400, 'Bad Request', 'refused'],
    [404, "The resource doesn't exist", 'refused'],
    [500, 'An error occurred with our API', 'unknown'],
    [502, 'An error occurred with our API', 'unknown'],
    [503, 'An error occurred with our API', 'unknown'],
  ] as const;
  const said = answers.flatMap((answer) => acts.map(([name, act]) => [...answer, name, act] as const));

  test.each(said)(
    'HTTP %i in the documented body, %j, is %s (%s)',
    async (status, message, outcome, _, act) => {
      const opened = await env.open();
      const body = JSON.stringify({ status, message });
      await opened.world.fault({ kind: 'status', status, body, times: null });
      expect(await act(opened)).toMatchObject({ outcome, message });
    },
  );

  test.each(acts)('401 says that the token is not valid (%s)', async (_, act) => {
    const opened = await env.open();
    await opened.world.fault({ kind: 'unauthorized', times: null });
    expect(await act(opened)).toMatchObject({
      outcome: 'failed',
      message: 'Invalid authentication: You must provide a valid auth_token to access this resource.',
      hint: expect.stringContaining('Providers page'),
    });
  });

  test.each(
    [400, 401, 404, 500].flatMap((status) => acts.map(([name, act]) => [status, name, act] as const)),
  )('HTTP 200 whose body says %i is not taken for success (%s)', async (status, _, act) => {
    const opened = await env.open();
    const body = JSON.stringify({ status, message: 'Said in the body' });
    await opened.world.fault({ kind: 'status', status: 200, body, times: null });
    const outcome = status === 401 ? 'failed' : status === 500 ? 'unknown' : 'refused';
    expect(await act(opened)).toMatchObject({ outcome, message: 'Said in the body' });
  });
});

describe('Edit', () => {
  test('is a PUT with id as a string and add and remove as arrays of strings, and nothing else', async () => {
    const { world, client } = await env.open();
    await env.send(client, edit, remove);
    const [call] = await world.log();
    expect(call).toMatchObject({ method: 'PUT', path: '/vero/api/v2/users/tags/edit' });
    expect(call?.body).toEqual({ id: '1000', add: ['prospect'], remove: ['customer'] });
    expect(await world.state()).toMatchObject({ vero: [{ id: '1000', tags: ['prospect'] }] });
  });
});

describe('Identify', () => {
  test('is a POST with id and email as strings', async () => {
    const { call } = await callOf(identify({ email: 'test@example.com' }));
    expect(call).toMatchObject({ method: 'POST', path: '/vero/api/v2/users/track' });
    expect(call?.body).toEqual({ id: '1000', email: 'test@example.com' });
  });

  test('sends devices as channels with type, address and platform, and they arrive', async () => {
    const second = { type: 'push', address: 'ANOTHER_TOKEN', platform: 'ios' };
    const { call, world } = await callOf(identify({ channels: [device, second] }));
    expect(call?.body).toEqual({ id: '1000', channels: [device, second] });
    expect(await world.state()).toMatchObject({ vero: [{ channels: [device, second] }] });
  });

  test('sends timezone as an integer, language, userAgent and all other properties as strings', async () => {
    const data = {
      timezone: '-10',
      language: 'pt-BR',
      userAgent: 'Firefox/145',
      first_name: 'Damien',
      seats: 4,
    };
    const { call, world } = await callOf(identify({ data }));
    const sent = {
      timezone: -10,
      language: 'pt-BR',
      userAgent: 'Firefox/145',
      first_name: 'Damien',
      seats: '4',
    };
    expect(call?.body).toEqual({ id: '1000', data: sent });
    expect(await world.state()).toMatchObject({ vero: [{ data: { city: 'Graz', ...sent } }] });
  });

  test.each([-12, -7, 0, 10, 14])('sends the time zone %i as it is', async (timezone) => {
    const { call } = await callOf(identify({ data: { timezone } }));
    expect(call?.body).toEqual({ id: '1000', data: { timezone } });
  });

  test.each(['15', '-13', '5.5', 'GMT', ''])('does not send the time zone %j', async (timezone) => {
    const { world, client } = await env.open();
    const { result } = await client.saveProfile('1000', { data: { timezone } });
    expect(result).toMatchObject({ outcome: 'refused', message: expect.stringContaining('whole hours') });
    expect(await world.log()).toEqual([]);
  });

  test('makes the profile where there is none, and updates what it names where there is one', async () => {
    const { world, client } = await env.open();
    await client.saveProfile('new', { email: 'new@example.com' });
    await client.saveProfile('1000', { data: { plan: 'gold' } });
    expect(await world.state()).toMatchObject({
      vero: [
        { id: '1000', email: 'old@example.com', tags: ['customer'], data: { city: 'Graz', plan: 'gold' } },
        { id: 'new', email: 'new@example.com' },
      ],
    });
  });
});
