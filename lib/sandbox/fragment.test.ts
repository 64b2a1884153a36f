import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, mintWorld, type TestWorld, truth } from '#lib/testing/sandbox-world.ts';
import { type Sandbox, startSandbox } from './server.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const id = 'user_abc';

async function worldWith(tags: Record<string, string>, settings: object = {}) {
  const world = await mintWorld(sandbox.url);
  await world.control('POST', '/seed', { fragment: [{ id, externalId: 'ext/1 ü', tags: pairs(tags) }] });
  await world.control('PUT', '/settings', { fragment: settings });
  return world;
}

const pairs = (tags: Record<string, string>) => Object.entries(tags).map(([key, value]) => ({ key, value }));
const update = (world: TestWorld, tags: unknown, ref = id) =>
  world.fragment('PATCH', `/users/${ref}`, { tags });
const held = async (world: TestWorld) => truth(world, 'fragment', id);
const withTags = (tags: Record<string, string>) => [{ id, externalId: 'ext/1 ü', tags: pairs(tags) }];

describe('an update', () => {
  test('takes all four lists at once and answers with the whole user', async () => {
    const world = await worldWith({ plan: 'trial', seat: 'full', old: 'x' });
    const reply = await update(world, {
      create: [{ key: 'department', value: 'engineering' }],
      update: [{ key: 'plan', value: 'growth' }],
      set: [{ key: 'seat', value: 'viewer' }],
      delete: [{ key: 'old' }],
    });
    expect(reply.status).toBe(200);
    const tags = { plan: 'growth', seat: 'viewer', department: 'engineering' };
    expect(reply.json).toEqual({ data: { id, external_id: 'ext/1 ü', tags: pairs(tags) } });
    expect(await held(world)).toEqual(withTags(tags));
  });

  test.each([
    [
      'create',
      { createExistsStatus: 409 },
      409,
      'tag_already_exists',
      { create: [{ key: 'plan', value: 'x' }] },
    ],
    [
      'create',
      { createExistsStatus: 400 },
      400,
      'tag_already_exists',
      { create: [{ key: 'plan', value: 'x' }] },
    ],
    ['update', { updateMissingStatus: 404 }, 404, 'tag_not_found', { update: [{ key: 'none', value: 'x' }] }],
    ['update', { updateMissingStatus: 400 }, 400, 'tag_not_found', { update: [{ key: 'none', value: 'x' }] }],
  ])('whose %s clashes changes nothing (%j)', async (_list, settings, status, code, lists) => {
    const world = await worldWith({ plan: 'trial' }, settings);
    const reply = await update(world, { ...lists, set: [{ key: 'other', value: 'y' }] });
    expect(reply).toMatchObject({ status, json: { code } });
    expect(await held(world)).toEqual(withTags({ plan: 'trial' }));
  });

  test.each([
    ['a key of 50', { key: 'k'.repeat(50), value: 'v' }],
    ['a value of 200', { key: 'k', value: 'v'.repeat(200) }],
    ['50 emoji', { key: '😀'.repeat(50), value: 'v' }],
    ['other punctuation', { key: 'a b*?.', value: '=1+2' }],
  ])('allows %s', async (_name, tag) => {
    expect((await update(await worldWith({}), { set: [tag] })).status).toBe(200);
  });

  test.each([
    ['a key of 51', { key: 'k'.repeat(51), value: 'v' }],
    ['a value of 201', { key: 'k', value: 'v'.repeat(201) }],
    ['an empty key', { key: '', value: 'v' }],
    ['# in a key', { key: 'a#', value: 'v' }],
    ['/ in a key', { key: 'a/b', value: 'v' }],
    [': in a key', { key: 'a:b', value: 'v' }],
    ['# in a value', { key: 'k', value: '#1' }],
    ['/ in a value', { key: 'k', value: 'a/b' }],
    [': in a value', { key: 'k', value: 'a:b' }],
  ])('refuses %s in each list that writes', async (_name, tag) => {
    const world = await worldWith({ k: 'old' });
    for (const list of ['create', 'update', 'set']) {
      expect(await update(world, { [list]: [tag] })).toMatchObject({
        status: 400,
        json: { retryable: false },
      });
    }
    expect(await held(world)).toEqual(withTags({ k: 'old' }));
  });

  test.each([
    ['one key twice', { set: [{ key: 'a', value: '1' }], delete: [{ key: 'a' }] }],
    ['a list it does not know', { add: [{ key: 'a', value: '1' }] }],
    ['a tag without value', { set: [{ key: 'a' }] }],
    ['no tags', undefined],
    ['an empty value', { set: [{ key: 'a', value: '' }] }],
    ['nothing to update', {}],
  ])('refuses %s', async (_name, tags) => {
    expect((await update(await worldWith({}), tags)).status).toBe(400);
  });

  test('may delete what is not there', async () => {
    const world = await worldWith({ plan: 'trial' });
    expect((await update(world, { delete: [{ key: 'none' }] })).status).toBe(200);
    expect(await held(world)).toEqual(withTags({ plan: 'trial' }));
  });

  test('finds the user by external id, percent-encoded, and nobody by another', async () => {
    const world = await worldWith({});
    const tags = { set: [{ key: 'a', value: '1' }] };
    expect((await update(world, tags, encodeURIComponent('ext/1 ü'))).status).toBe(200);
    expect(await held(world)).toEqual(withTags({ a: '1' }));
    expect((await update(world, tags, 'nobody')).status).toBe(404);
  });
});

describe('users', () => {
  test('are listed whole, without pages', async () => {
    const world = await worldWith({ plan: 'trial' });
    const others = Array.from({ length: 120 }, (_unused, index) => ({ externalId: `e${index}` }));
    await world.control('POST', '/seed', { fragment: others });
    const { json } = await world.fragment('GET', '/users?limit=5');
    expect(json).toHaveProperty('data.length', 121);
    expect(json).toMatchObject({
      data: { 0: { id, external_id: 'ext/1 ü', tags: pairs({ plan: 'trial' }) } },
    });
  });

  test('are made once per external id', async () => {
    const world = await worldWith({});
    const create = () =>
      world.fragment('POST', '/users', { external_id: 'new', tags: pairs({ plan: 'trial' }) });
    expect(await create()).toMatchObject({
      status: 201,
      json: {
        data: { id: expect.stringMatching(/^user_\w+$/), external_id: 'new', tags: pairs({ plan: 'trial' }) },
      },
    });
    expect((await create()).status).toBe(409);
    expect((await world.fragment('POST', '/users', { externalId: 'old form' })).status).toBe(400);
  });

  test.each(['GET', 'DELETE', 'PUT'])('one user cannot be had by %s', async (method) => {
    expect((await (await worldWith({})).fragment(method, `/users/${id}`)).status).toBe(405);
  });
});

describe('the token', () => {
  test('is given to the client and runs out by the clock of the world', async () => {
    const world = await worldWith({}, { tokenTtlSeconds: 60 });
    const granted = await world.token();
    expect(granted).toMatchObject({ status: 200, json: { token_type: 'Bearer', expires_in: 60 } });
    const [, token = ''] = /"access_token":"([^"]+)"/.exec(granted.text) ?? [];
    const list = async (authorization: string) =>
      (await call('GET', `${world.setting('FRAGMENT_BASE_URL')}/users`, undefined, { authorization })).status;
    expect(await list(`Bearer ${token}`)).toBe(200);
    expect(await list(`Bearer ${token}x`)).toBe(401);
    expect(await list('')).toBe(401);
    await world.control('POST', '/clock', { advanceMs: 60_000 });
    expect(await list(`Bearer ${token}`)).toBe(401);
  });

  test.each([
    ['another secret', { authorization: `Basic ${btoa('nobody:x')}` }, 'grant_type=client_credentials', 401],
    ['another grant', {}, 'grant_type=password', 400],
    ['JSON', { 'content-type': 'application/json' }, '{"grant_type":"client_credentials"}', 400],
  ])('is refused for %s', async (_name, headers, body, status) => {
    const world = await worldWith({});
    const basic = btoa(`${world.setting('FRAGMENT_CLIENT_ID')}:${world.setting('FRAGMENT_CLIENT_SECRET')}`);
    const reply = await call('POST', world.setting('FRAGMENT_AUTH_URL'), body, {
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    });
    expect(reply.status).toBe(status);
  });
});
