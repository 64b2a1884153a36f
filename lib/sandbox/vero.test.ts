import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, mintWorld, truth } from '#lib/testing/sandbox-world.ts';
import { type Sandbox, startSandbox } from './server.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const edit = '/users/tags/edit';
const success = { status: 200, message: 'Success.' };

async function worldWith(users: object[], settings: object = {}) {
  const world = await mintWorld(sandbox.url);
  await world.control('POST', '/seed', { vero: users });
  await world.control('PUT', '/settings', { vero: settings });
  return world;
}

describe('tags', () => {
  test('are added and removed in one call', async () => {
    const world = await worldWith([{ id: '1000', tags: ['prospect', 'kept'] }]);
    const reply = await world.vero('PUT', edit, { id: '1000', add: ['customer'], remove: ['prospect'] });
    expect(reply).toMatchObject({ status: 200, json: success });
    expect(await truth(world, 'vero')).toEqual([{ id: '1000', tags: ['kept', 'customer'] }]);
  });

  test('a number is taken for the same id as its text where it is set so', async () => {
    const world = await worldWith([{ id: '1000' }], { numericIds: true });
    await world.vero('PUT', edit, { id: 1000, add: ['a'] });
    expect(await truth(world, 'vero', '1000')).toEqual([{ id: '1000', tags: ['a'] }]);
  });

  test('spaces and punctuation are taken, as the live service takes them', async () => {
    const world = await worldWith([{ id: '1' }]);
    await world.vero('PUT', edit, { id: '1', add: ['In Group: A B'] });
    expect(await truth(world, 'vero')).toEqual([{ id: '1', tags: ['In Group: A B'] }]);
  });

  test.each([
    ['neither list', { id: '1' }],
    ['two empty lists', { id: '1', add: [], remove: [] }],
    ['two null lists', { id: '1', add: null, remove: null }],
    ['no id', { add: ['a'] }],
    ['an empty id', { id: '', add: ['a'] }],
    ['an id that is neither text nor number', { id: ['1'], add: ['a'] }],
    ['a tag that is no text', { id: '1', add: [7] }],
    ['a blank tag', { id: '1', add: [' '] }],
    ['no JSON', '{"id":'],
  ])('%s is a bad request and changes nothing', async (_name, body) => {
    const world = await worldWith([{ id: '1', tags: ['kept'] }]);
    const reply = await world.vero('PUT', edit, body);
    expect(reply).toMatchObject({ status: 400, json: { status: 400, message: 'Bad Request' } });
    expect(await truth(world, 'vero')).toEqual([{ id: '1', tags: ['kept'] }]);
  });

  test('a form is a bad request', async () => {
    const world = await worldWith([{ id: '1' }]);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await world.vero('PUT', edit, 'id=1&add=a', form)).status).toBe(400);
  });
});

describe('the token', () => {
  test.each(['query', 'body'])('is taken from the %s where it is set so', async (place) => {
    const world = await worldWith([{ id: '1' }], { tokenInBody: true });
    const token = world.setting('VERO_AUTH_TOKEN');
    const url = `${world.setting('VERO_BASE_URL')}${edit}${place === 'query' ? `?auth_token=${token}` : ''}`;
    const reply = await call('PUT', url, {
      id: '1',
      add: ['a'],
      ...(place === 'body' ? { auth_token: token } : {}),
    });
    expect(reply).toMatchObject({ status: 200, json: success });
  });

  test.each(['', '?auth_token=wrong', '?tracking_api_key=wrong'])(
    'with %j the call is refused',
    async (query) => {
      const world = await worldWith([]);
      const reply = await call('PUT', `${world.setting('VERO_BASE_URL')}${edit}${query}`, {
        id: '1',
        add: ['a'],
      });
      const message = 'Invalid authentication: You must provide a valid auth_token to access this resource.';
      expect(reply).toMatchObject({ status: 401, json: { status: 401, message } });
    },
  );
});

describe('application', () => {
  test('follows the answer after the delay, by the clock of the world, whole', async () => {
    const world = await worldWith([{ id: '1', tags: ['old'] }], { applyDelayMs: 60_000 });
    await world.vero('PUT', edit, { id: '1', add: ['a'], remove: ['old'] });
    expect(await truth(world, 'vero')).toEqual([{ id: '1', tags: ['old'] }]);
    await world.control('POST', '/clock', { advanceMs: 60_000 });
    expect(await truth(world, 'vero')).toEqual([{ id: '1', tags: ['a'] }]);
  });

  test('keeps the order of the calls', async () => {
    const world = await worldWith([{ id: '1' }], { applyDelayMs: 60_000 });
    await world.vero('PUT', edit, { id: '1', add: ['a'] });
    await world.vero('PUT', edit, { id: '1', remove: ['a'], add: ['b'] });
    await world.control('POST', '/clock', { advanceMs: 61_000 });
    expect(await truth(world, 'vero')).toEqual([{ id: '1', tags: ['b'] }]);
  });

  test.each([
    ['ignore', 200, []],
    ['create', 200, [{ id: 'ghost', tags: ['a'] }]],
    ['404', 404, []],
  ])('for an unknown user with %j', async (unknownUser, status, users) => {
    const world = await worldWith([], { unknownUser });
    expect((await world.vero('PUT', edit, { id: 'ghost', add: ['a'] })).status).toBe(status);
    expect(await truth(world, 'vero')).toEqual(users);
  });

  test('drops a repetition within the window, and only there', async () => {
    const world = await worldWith([{ id: '1' }], { duplicateWindowMs: 180_000 });
    const add = () => world.vero('PUT', edit, { id: '1', add: ['a'] });
    expect((await add()).json).toEqual(success);
    await world.vero('PUT', edit, { id: '1', remove: ['a'] });
    expect(await add()).toMatchObject({
      status: 200,
      json: { status: 200, message: 'Request already received.' },
    });
    expect(await truth(world, 'vero')).toEqual([{ id: '1', tags: [] }]);
    await world.control('POST', '/clock', { advanceMs: 180_000 });
    expect((await add()).json).toEqual(success);
  });
});

describe('identify', () => {
  test('makes a user, then merges what it is told', async () => {
    const world = await worldWith([]);
    const device = { type: 'push', address: 'TOKEN', platform: 'android' };
    await world.vero('POST', '/users/track', { id: '1', email: 'a@mail.example', data: { city: 'Graz' } });
    const body = { id: '1', channels: [device, device], data: { timezone: -7 } };
    expect((await world.vero('POST', '/users/track', body)).json).toEqual(success);
    expect(await truth(world, 'vero')).toEqual([
      {
        id: '1',
        email: 'a@mail.example',
        tags: [],
        data: { city: 'Graz', timezone: -7 },
        channels: [device],
      },
    ]);
  });

  test('with an e-mail alone makes a user whose id is the e-mail where it is set so', async () => {
    const world = await worldWith([{ id: '1', email: 'a@mail.example' }], { emailAsId: true });
    await world.vero('POST', '/users/track', { email: 'a@mail.example' });
    expect(await truth(world, 'vero', 'a@mail.example')).toEqual([
      { id: 'a@mail.example', email: 'a@mail.example', tags: [] },
    ]);
  });

  test.each([
    {},
    { id: '1', channels: {} },
    { id: '1', channels: [{ type: 'push' }] },
    { id: '1', data: 'x' },
    { id: 1, email: 'a@mail.example' },
    { email: 'a@mail.example' },
    { id: '1', email: 7 },
    { id: '1', data: { timezone: '-7' } },
    { id: '1', data: { timezone: 5.5 } },
    { id: '1', data: { language: 7 } },
    { id: '1', data: { plan: true } },
    { id: '1', channels: [{ type: 'push', address: 'TOKEN' }] },
  ])('refuses %j', async (body) => {
    const world = await worldWith([]);
    expect((await world.vero('POST', '/users/track', body)).status).toBe(400);
  });
});

test.each([
  ['GET', '/users'],
  ['GET', '/users/1'],
  ['GET', edit],
  ['POST', edit],
  ['GET', '/users/track'],
])('%s %s does not exist: nothing can be read', async (method, path) => {
  const world = await worldWith([{ id: '1' }]);
  const reply = await world.vero(method, path, method === 'GET' ? undefined : { id: '1', add: ['a'] });
  expect(reply).toMatchObject({ status: 404, json: { status: 404, message: "The resource doesn't exist" } });
});

test('webhooks tell of every change in order, whoever made it, and of nothing that stays as it was', async () => {
  const heard: unknown[] = [];
  const listener = createServer((request, response) => {
    text(request).then((body) => {
      heard.push(JSON.parse(body));
      response.end();
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  const webhookUrl = `http://127.0.0.1:${port}/hook`;
  const world = await worldWith([{ id: '7', tags: ['kept'] }], { webhookUrl, applyDelayMs: 50 });
  await world.vero('PUT', edit, { id: '7', add: ['api', 'kept'], remove: ['absent'] });
  await world.vero('PUT', edit, { id: '7', add: ['kept'] });
  await expect.poll(() => heard.length).toBe(1);
  await world.control('POST', '/seed', { vero: [{ id: '7', tags: ['import'] }] });
  await world.control('PUT', '/seed', { vero: [{ id: '7', tags: ['outside'] }] });
  await world.control('POST', '/seed', { vero: [{ id: '007', email: 'new@mail.example' }] });
  await expect.poll(() => heard.length).toBe(4);
  const told = (id: unknown, add: string[], remove: string[]) => ({
    type: 'user_updated',
    user: { id },
    changes: { _tags: { add, remove } },
  });
  expect(heard).toEqual([
    told(7, ['api'], []),
    told(7, ['import'], []),
    told(7, ['outside'], ['kept', 'api', 'import']),
    { type: 'user_created', user: { id: '007', email: 'new@mail.example' } },
  ]);
  const calls = (await world.control('GET', '/webhooks')).json as { status: number }[];
  expect(calls.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  listener.closeAllConnections();
  listener.close();
});
