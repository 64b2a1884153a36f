import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, mintWorld, truth } from '#lib/testing/sandbox-world.ts';
import { type Sandbox, startSandbox } from './server.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const addTag = (id: string, tag: string) => ['PUT', '/users/tags/edit', { id, add: [tag] }] as const;

describe('worlds', () => {
  test('have what Tagdesk needs to reach the four providers', async () => {
    const world = await mintWorld(sandbox.url);
    const { json } = await world.control('GET', '');
    expect(json).toEqual({
      id: world.id,
      environment: {
        VERO_BASE_URL: `${sandbox.url}/vero/api/v2`,
        VERO_AUTH_TOKEN: expect.any(String),
        CEREGO_BASE_URL: `${sandbox.url}/cerego/v3`,
        CEREGO_API_KEY: expect.any(String),
        CEREGO_PARTNER_ID: expect.stringMatching(/^\d+$/),
        CEREGO_TAG_TYPES: '3=Region,5=Team,7=Certification,9=Cohort,11=Manager level',
        CAPILLARY_BASE_URL: `${sandbox.url}/capillary/v2`,
        CAPILLARY_USERNAME: expect.any(String),
        CAPILLARY_PASSWORD: expect.any(String),
        FRAGMENT_BASE_URL: `${sandbox.url}/fragment/billing`,
        FRAGMENT_AUTH_URL: `${sandbox.url}/fragment/oauth2/token`,
        FRAGMENT_CLIENT_ID: expect.any(String),
        FRAGMENT_CLIENT_SECRET: expect.any(String),
      },
    });
  });

  test('do not see each other', async () => {
    const [one, other] = [await mintWorld(sandbox.url), await mintWorld(sandbox.url)];
    for (const world of [one, other]) await world.control('POST', '/seed', { vero: [{ id: '1' }] });
    await other.control('POST', '/faults', { provider: 'vero', kind: 'status' });
    await one.vero(...addTag('1', 'mine'));
    expect(await truth(one, 'vero')).toEqual([{ id: '1', tags: ['mine'] }]);
    expect(await truth(other, 'vero')).toEqual([{ id: '1', tags: [] }]);
    expect((await other.control('GET', '/log')).json).toEqual([]);
  });

  test('may have a chosen name and chosen credentials, which nobody else may take', async () => {
    const ask = { id: 'chosen', environment: { VERO_AUTH_TOKEN: 'my-token' } };
    const url = `${sandbox.url}/_control/worlds`;
    expect(await call('POST', url, ask)).toMatchObject({
      status: 201,
      json: { id: 'chosen', environment: { VERO_AUTH_TOKEN: 'my-token' } },
    });
    expect((await call('POST', url, { id: 'chosen' })).status).toBe(200);
    expect((await call('POST', url, ask)).status).toBe(409);
    expect((await call('POST', url, { environment: ask.environment })).status).toBe(409);
    expect((await call('POST', url, { id: 'no/slash' })).status).toBe(400);
    expect((await call('GET', `${url}/nobody`)).status).toBe(404);
  });
});

describe('the state', () => {
  const seed = {
    vero: [
      { id: '1', email: 'a@mail.example', tags: ['a'], data: { city: 'Graz' }, channels: [{ type: 'push' }] },
    ],
    cerego: {
      tagTypes: [{ id: '99', name: 'Extra' }],
      users: [{ id: '7', name: 'Ann', email: 'a@mail.example', tags: [{ typeId: '99', value: 'x' }] }],
    },
    capillary: { labels: ['Unused'], customers: [{ userId: '5', name: 'Ann', labels: ['A'] }] },
    fragment: [{ id: 'user_x', externalId: 'e', tags: [{ key: 'k', value: 'v' }] }],
  };

  test('comes back in the shape of the seed', async () => {
    const world = await mintWorld(sandbox.url);
    expect((await world.control('POST', '/seed', seed)).status).toBe(204);
    const { json } = await world.control('GET', '/state');
    expect(json).toMatchObject({
      ...seed,
      cerego: { users: seed.cerego.users },
      capillary: { labels: ['Unused', 'A'] },
    });
    expect((await world.control('GET', '')).json).toMatchObject({
      environment: { CEREGO_TAG_TYPES: expect.stringMatching(/,99=Extra$/) },
    });
    expect(await truth(world, 'fragment', 'e')).toEqual(seed.fragment);
    expect(await truth(world, 'vero', 'nobody')).toEqual([]);
  });

  test('is added to by a second seed', async () => {
    const world = await mintWorld(sandbox.url);
    await world.control('POST', '/seed', seed);
    await world.control('POST', '/seed', {
      vero: [{ id: '1', tags: ['b'] }],
      capillary: { customers: [{ userId: 5, labels: ['B'] }] },
      fragment: [{ externalId: 'e', tags: [{ key: 'k', value: 'w' }] }],
    });
    expect(await truth(world, 'vero')).toMatchObject([{ email: 'a@mail.example', tags: ['a', 'b'] }]);
    expect(await truth(world, 'capillary')).toMatchObject({
      customers: [{ name: 'Ann', labels: ['A', 'B'] }],
    });
    expect(await truth(world, 'fragment')).toEqual([
      { id: 'user_x', externalId: 'e', tags: [{ key: 'k', value: 'w' }] },
    ]);
  });

  test('is edited from outside: who is named is exactly so, who is gone is found no more', async () => {
    const world = await mintWorld(sandbox.url);
    await world.control('POST', '/seed', seed);
    const edits = {
      vero: [{ id: '1', tags: ['b'] }],
      cerego: {
        users: [
          { id: '7', email: 'new@mail.example', department: true, tags: [{ typeId: '99', value: 'y' }] },
        ],
      },
      capillary: { customers: [{ userId: '5', labels: ['B'] }] },
      fragment: [{ id: 'user_x', externalId: 'renamed', tags: [{ key: 'n', value: 'v' }] }],
    };
    expect((await world.control('PUT', '/seed', edits)).status).toBe(204);
    expect((await world.control('GET', '/state')).json).toMatchObject({
      ...edits,
      vero: [{ id: '1', tags: ['b'] }],
      capillary: { customers: [{ userId: '5', labels: ['B'] }] },
    });
    const path = `/partners/${world.setting('CEREGO_PARTNER_ID')}/users?include_department_users=true`;
    const asked = async (email: string) => (await world.cerego('GET', `${path}&query=${email}`)).json;
    expect(await asked('a@mail.example')).toMatchObject({ data: [] });
    expect(await asked('new@mail.example')).toMatchObject({ data: [{ id: '7' }] });
    expect(
      (await world.fragment('PATCH', '/users/e', { tags: { set: [{ key: 'k', value: 'v' }] } })).status,
    ).toBe(404);

    const gone = { vero: ['1'], cerego: ['7'], fragment: ['user_x', 'nobody'] };
    expect((await world.control('PUT', '/seed', { gone })).status).toBe(204);
    expect((await world.control('GET', '/state')).json).toMatchObject({
      vero: [],
      cerego: { users: [] },
      fragment: [],
    });
    expect((await world.cerego('GET', path)).json).toMatchObject({ data: [], meta: { 'total-count': 0 } });
    expect(await asked('new@mail.example')).toMatchObject({ data: [] });
    expect((await world.fragment('GET', '/users')).json).toEqual({ data: [] });
    expect((await world.fragment('PATCH', '/users/renamed', { tags: {} })).status).toBe(404);
  });

  test('is not touched by a seed that is wrong', async () => {
    const world = await mintWorld(sandbox.url);
    for (const wrong of [
      { vero: [{ id: '1', tag: ['a'] }] },
      {
        cerego: {
          tagTypes: [{ id: '98', name: 'New' }],
          users: [{ id: '1', tags: [{ typeId: '404', value: 'x' }] }],
        },
      },
      '{',
    ]) {
      const reply = await world.control('POST', '/seed', wrong);
      expect(reply).toMatchObject({ status: 400, json: { error: expect.any(String) } });
    }
    expect(await truth(world, 'vero')).toEqual([]);
    expect(JSON.stringify(await truth(world, 'cerego'))).not.toContain('98');
  });
});

describe('the log', () => {
  test('tells every call, in order, without a secret', async () => {
    const world = await mintWorld(sandbox.url);
    await world.control('POST', '/seed', { vero: [{ id: '1' }] });
    await world.control('POST', '/faults', { provider: 'cerego', kind: 'status', status: 503 });
    await world.vero(...addTag('1', 'a'));
    await world.cerego('GET', '/my/profile');
    await world.token();
    const reply = await world.control('GET', '/log');
    expect(reply.json).toMatchObject([
      {
        sequence: 1,
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        provider: 'vero',
        method: 'PUT',
        path: '/vero/api/v2/users/tags/edit',
        query: { auth_token: '[redacted]' },
        body: { id: '1', add: ['a'] },
        status: 200,
        applied: true,
      },
      { sequence: 2, provider: 'cerego', status: 503, applied: false, fault: 'status', body: null },
      {
        sequence: 3,
        path: '/fragment/oauth2/token',
        headers: { authorization: '[redacted]' },
        applied: false,
      },
    ]);
    for (const name of ['VERO_AUTH_TOKEN', 'CEREGO_API_KEY'])
      expect(reply.text).not.toContain(world.setting(name));
    expect((await world.control('GET', '/log?since=1&provider=cerego')).json).toMatchObject([
      { sequence: 2 },
    ]);
  });

  test('redacts a token in the body, and starts anew when cleared', async () => {
    const world = await mintWorld(sandbox.url);
    const body = { id: '1', add: ['a'], auth_token: world.setting('VERO_AUTH_TOKEN') };
    await call('PUT', `${world.setting('VERO_BASE_URL')}/users/tags/edit`, body);
    const { json } = await world.control('GET', '/log');
    expect(json).toMatchObject([{ body: { id: '1', auth_token: '[redacted]' } }]);
    await world.control('DELETE', '/log');
    await world.vero(...addTag('1', 'a'));
    expect((await world.control('GET', '/log')).json).toMatchObject([{ sequence: 2 }]);
  });
});

test('settings are merged, checked and told', async () => {
  const world = await mintWorld(sandbox.url);
  const reply = await world.control('PUT', '/settings', {
    latencyMs: { min: 1, max: 2 },
    vero: { applyDelayMs: 5 },
  });
  expect(reply.json).toMatchObject({
    latencyMs: { min: 1, max: 2 },
    vero: { applyDelayMs: 5, unknownUser: '404' },
  });
  for (const wrong of [{ vero: { applyDelayMs: -1 } }, { latencyMs: { min: 2, max: 1 } }, { nonsense: 1 }]) {
    expect((await world.control('PUT', '/settings', wrong)).status).toBe(400);
  }
});

test('reset empties everything', async () => {
  const world = await mintWorld(sandbox.url);
  await world.control('POST', '/seed', { vero: [{ id: '1' }], capillary: { labels: ['A'] } });
  await world.control('PUT', '/settings', { cerego: { bulkSet: true } });
  await world.control('POST', '/faults', { provider: 'vero', kind: 'status' });
  await world.control('POST', '/clock', { advanceMs: 1_000_000 });
  await world.vero(...addTag('1', 'a'));
  await world.control('POST', '/reset');
  expect((await world.control('GET', '/state')).json).toMatchObject({
    vero: [],
    cerego: { users: [] },
    capillary: { labels: [], customers: [] },
    fragment: [],
  });
  for (const path of ['/log', '/faults']) expect((await world.control('GET', path)).json).toEqual([]);
  expect((await world.control('GET', '/clock')).json).toMatchObject({ offsetMs: 0 });
  expect((await world.control('GET', '/settings')).json).toMatchObject({ cerego: { bulkSet: false } });
});

describe('the door', () => {
  const statusWith = (headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const sent = httpRequest(`${sandbox.url}/_control/worlds`, { method: 'POST', headers }, (reply) => {
        reply.resume();
        resolve(reply.statusCode);
      });
      sent.on('error', reject);
      sent.end();
    });

  test.each([
    [{ host: 'sandbox.attacker.example' }, 403],
    [{ host: 'sandbox.attacker.example:80' }, 403],
    [{ origin: 'https://page.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ origin: 'http://localhost:3000' }, 201],
    [{ host: 'localhost:4000' }, 201],
    [{ host: '[::1]:4000' }, 201],
  ])('with %j answers %i', async (headers, status) => {
    expect(await statusWith(headers)).toBe(status);
  });

  test('leads nowhere else', async () => {
    for (const path of ['/', '/vero', '/_control', '/_control/worlds/x/y/z/w', '/verona/api/v2']) {
      expect((await call('GET', sandbox.url + path)).status).toBe(404);
    }
  });
});

test('a body beyond a megabyte is too large for a provider', async () => {
  const world = await mintWorld(sandbox.url);
  expect((await world.vero(...addTag('1', 'x'.repeat(1_100_000)))).status).toBe(413);
});
