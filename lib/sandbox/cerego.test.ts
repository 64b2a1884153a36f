import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintWorld, type TestWorld, truth } from '#lib/testing/sandbox-world.ts';
import { type Sandbox, startSandbox } from './server.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const noPaging = { 'total-pages': null, 'total-count': null };

async function worldWith(users: object[], settings: object = {}) {
  const world = await mintWorld(sandbox.url);
  await world.control('POST', '/seed', { cerego: { users } });
  await world.control('PUT', '/settings', { cerego: settings });
  return world;
}

function add(world: TestWorld, typeId: string, body: unknown) {
  return world.cerego('POST', `/partner_user_tag_types/${typeId}/partner_user_tags`, body);
}

function tagged(id: string, typeId: string, userId: string, value: string) {
  return {
    id,
    type: 'partner-user-tags',
    attributes: { value, 'created-at': timestamp, 'updated-at': timestamp },
    relationships: {
      user: { data: { id: userId, type: 'users' } },
      'partner-user-tag-type': { data: { id: typeId, type: 'partner-user-tag-types' } },
    },
  };
}

describe('adding a tag', () => {
  test('answers with the tag in the documented form', async () => {
    const world = await worldWith([{ id: '1185304' }]);
    const reply = await add(world, '3', { user_id: '1185304', value: 'California' });
    expect(reply.status).toBe(201);
    expect(reply.json).toEqual({ data: tagged('84918', '3', '1185304', 'California'), meta: noPaging });
    expect(await truth(world, 'cerego', '1185304')).toMatchObject({
      users: [{ id: '1185304', tags: [{ typeId: '3', value: 'California' }] }],
    });
  });

  test.each([400, 422])(
    'is refused with %i where the type is taken; the value stays',
    async (duplicateStatus) => {
      const world = await worldWith([{ id: '1', tags: [{ typeId: '3', value: 'Texas' }] }], {
        duplicateStatus,
      });
      const reply = await add(world, '3', { user_id: '1', value: 'California' });
      expect(reply).toMatchObject({
        status: duplicateStatus,
        json: { errors: [{ detail: expect.stringContaining('already') }] },
      });
      expect(await truth(world, 'cerego')).toMatchObject({
        users: [{ tags: [{ typeId: '3', value: 'Texas' }] }],
      });
    },
  );

  test.each([
    ['without user_id', { value: 'x' }],
    ['with a number for user_id', { user_id: 1, value: 'x' }],
    ['without value', { user_id: '1' }],
    ['with an empty value', { user_id: '1', value: '' }],
    ['with a blank value', { user_id: '1', value: '  ' }],
    ['without JSON', 'user_id=1'],
  ])('%s is refused', async (_name, body) => {
    const world = await worldWith([{ id: '1' }]);
    expect(await add(world, '3', body)).toMatchObject({ status: 400, json: { errors: [{ status: '400' }] } });
  });

  test.each([
    ['user', '3', '2'],
    ['tag type', '4', '1'],
  ])('for an unknown %s is not found', async (_name, typeId, userId) => {
    const world = await worldWith([{ id: '1' }]);
    expect((await add(world, typeId, { user_id: userId, value: 'x' })).status).toBe(404);
  });
});

describe('updating a tag', () => {
  test('changes the value and moves updated-at only', async () => {
    const world = await worldWith([{ id: '1' }]);
    await add(world, '3', { user_id: '1', value: 'Texas' });
    await world.control('POST', '/clock', { advanceMs: 60_000 });
    const reply = await world.cerego('PUT', '/partner_user_tags/84918', { value: 'Ohio' });
    expect(reply).toMatchObject({
      status: 200,
      json: { data: tagged('84918', '3', '1', 'Ohio'), meta: noPaging },
    });
    const [, created, updated] = /"created-at":"([^"]+)","updated-at":"([^"]+)"/.exec(reply.text) ?? [];
    expect(Date.parse(updated ?? '') - Date.parse(created ?? '')).toBeGreaterThanOrEqual(60_000);
  });

  test('of an unknown id is not found; a blank value is refused', async () => {
    const world = await worldWith([{ id: '1', tags: [{ typeId: '3', value: 'Texas' }] }]);
    expect((await world.cerego('PUT', '/partner_user_tags/1', { value: 'x' })).status).toBe(404);
    expect((await world.cerego('PUT', '/partner_user_tags/84918', { value: ' ' })).status).toBe(400);
  });

  test('is all there is: a tag can be neither removed nor read', async () => {
    const world = await worldWith([{ id: '1', tags: [{ typeId: '3', value: 'Texas' }] }]);
    expect((await world.cerego('DELETE', '/partner_user_tags/84918')).status).toBe(404);
    expect((await world.cerego('GET', '/partner_user_tags/84918')).status).toBe(404);
  });
});

describe('the users listing', () => {
  const people = Array.from({ length: 31 }, (_unused, index) => ({
    id: String(index + 1),
    memberId: `m${index + 1}`,
    email: `p${index + 1}@mail.example`,
    tags: [{ typeId: '3', value: 'Texas' }],
  }));

  test('comes in pages of fifteen with the tags included', async () => {
    const world = await worldWith(people, { includeTags: true });
    const path = `/partners/${world.setting('CEREGO_PARTNER_ID')}/users`;
    const { json } = await world.cerego('GET', path);
    expect(json).toMatchObject({ meta: { 'total-pages': 3, 'total-count': 31 } });
    expect(json).toHaveProperty('data.length', 15);
    expect(json).toMatchObject({
      data: {
        0: { relationships: { 'partner-user-tags': { data: [{ id: '84918', type: 'partner-user-tags' }] } } },
      },
      included: { 0: tagged('84918', '3', '1', 'Texas') },
    });
    const last = await world.cerego('GET', `${path}?page[number]=3`);
    expect(last.json).toMatchObject({ data: [{ id: '31' }] });
    expect((await world.cerego('GET', `${path}?page[number]=0`)).status).toBe(400);
  });

  test.each(['7', 'P7@mail.example', 'p7', 'm'])('finds nobody by %j', async (query) => {
    const world = await worldWith(people);
    const path = `/partners/${world.setting('CEREGO_PARTNER_ID')}/users?query=${encodeURIComponent(query)}`;
    expect((await world.cerego('GET', path)).json).toMatchObject({
      data: [],
      meta: { 'total-pages': 0, 'total-count': 0 },
    });
  });

  test('shows users of departments only to who asks for them', async () => {
    const world = await worldWith([{ id: '1' }, { id: '2', department: true }]);
    const path = `/partners/${world.setting('CEREGO_PARTNER_ID')}/users`;
    expect((await world.cerego('GET', path)).json).toMatchObject({ meta: { 'total-count': 1 } });
    const all = await world.cerego('GET', `${path}?include_department_users=true`);
    expect(all.json).toMatchObject({ data: [{ id: '1' }, { id: '2' }] });
  });

  test.each(['m7', 'p7@mail.example'])('finds one user by %j', async (query) => {
    const world = await worldWith(people);
    const path = `/partners/${world.setting('CEREGO_PARTNER_ID')}/users?query=${encodeURIComponent(query)}`;
    expect((await world.cerego('GET', path)).json).toMatchObject({
      data: [{ id: '7' }],
      meta: { 'total-count': 1 },
    });
  });

  test('may carry links only', async () => {
    const world = await worldWith(people);
    const { json } = await world.cerego('GET', `/partners/${world.setting('CEREGO_PARTNER_ID')}/users`);
    expect(json).not.toHaveProperty('included');
  });

  test('of another partner is forbidden', async () => {
    const world = await worldWith([]);
    expect((await world.cerego('GET', '/partners/1/users')).status).toBe(403);
  });
});

test('a user can be made, and the profile names the partner', async () => {
  const world = await worldWith([]);
  const partnerId = world.setting('CEREGO_PARTNER_ID');
  const reply = await world.cerego('POST', `/partners/${partnerId}/users`, {
    name: 'Ann',
    email: 'a@mail.example',
  });
  expect(reply).toMatchObject({
    status: 201,
    json: { data: { id: '1185304', type: 'users', attributes: { name: 'Ann', email: 'a@mail.example' } } },
  });
  const profile = await world.cerego('GET', '/my/profile');
  expect(profile.json).toMatchObject({ data: { relationships: { partner: { data: { id: partnerId } } } } });
});

test('the later bulk call sets what it names, once it is switched on', async () => {
  const world = await worldWith([{ id: '1', tags: [{ typeId: '3', value: 'Texas' }] }]);
  const tags = [
    { partner_user_tag_type_id: '3', value: 'Ohio' },
    { partner_user_tag_type_id: '5', value: 'Sales' },
  ];
  expect((await world.cerego('POST', '/users/1/partner_user_tags', { tags })).status).toBe(404);
  await world.control('PUT', '/settings', { cerego: { bulkSet: true } });
  expect((await world.cerego('POST', '/users/1/partner_user_tags', { tags })).status).toBe(200);
  expect(await truth(world, 'cerego', '1')).toMatchObject({
    users: [
      {
        tags: [
          { typeId: '3', value: 'Ohio' },
          { typeId: '5', value: 'Sales' },
        ],
      },
    ],
  });
});

test.each(['', 'Bearer wrong', 'Basic YTpi'])(
  'with the header %j a call is unauthorized',
  async (authorization) => {
    const world = await worldWith([]);
    const reply = await world.cerego('GET', '/my/profile', undefined, { authorization });
    expect(reply).toMatchObject({ status: 401, json: { errors: [{ status: '401' }] } });
  },
);
