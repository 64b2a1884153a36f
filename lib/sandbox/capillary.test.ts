import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { mintWorld, type TestWorld, truth } from '#lib/testing/sandbox-world.ts';
import { type Sandbox, startSandbox } from './server.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const userId = '564663098';
const longest = 'x'.repeat(100);

async function worldWith(labels: string[], carried: string[] = [], settings: object = {}) {
  const world = await mintWorld(sandbox.url);
  await world.control('POST', '/seed', { capillary: { labels, customers: [{ userId, labels: carried }] } });
  await world.control('PUT', '/settings', { capillary: settings });
  return world;
}

const named = (names: string[]) => names.map((labelName) => ({ labelName }));

function change(world: TestWorld, add: string[], remove: string[], id = userId) {
  return world.capillary('POST', `/customers/${id}/changeLabels`, { add: named(add), remove: named(remove) });
}

async function carriedBy(world: TestWorld, id = userId) {
  const customers = z.object({ customers: z.tuple([z.object({ labels: z.array(z.string()) })]) });
  return customers.parse(await truth(world, 'capillary', id)).customers[0].labels;
}

describe('changeLabels', () => {
  test('adds and removes in one call', async () => {
    const world = await worldWith(['A', 'B', longest], ['B']);
    const reply = await change(world, ['A', longest], ['B']);
    expect(reply).toMatchObject({ status: 200, text: `{"entity":${userId},"warnings":[]}` });
    expect(await carriedBy(world)).toEqual(['A', longest]);
  });

  test('applies what it knows and warns of each label that it does not know', async () => {
    const world = await worldWith(['A']);
    const reply = await change(world, ['A', 'Ghost', 'a'], ['Spectre']);
    const warning = (message: string) => ({ status: false, code: 33000, message });
    expect(reply.json).toEqual({
      entity: Number(userId),
      warnings: [
        warning('Ghost label not found'),
        warning('a label not found'),
        warning('Spectre label not found'),
      ],
    });
    expect(await carriedBy(world)).toEqual(['A']);
  });

  test('answers 33001 without entity when the customer has none of the labels to remove', async () => {
    const world = await worldWith(['A', 'B'], ['B']);
    const reply = await change(world, [], ['A']);
    expect(reply.status).toBe(200);
    expect(reply.json).toEqual({
      warnings: [{ status: false, code: 33001, message: 'User labels not found' }],
      errors: [],
    });
    expect(await carriedBy(world)).toEqual(['B']);
  });

  test('passes over empty names in remove, as the documented sample shows, where it is set so', async () => {
    const world = await worldWith(['A'], [], { blankNames: 'pass-over' });
    expect((await change(world, ['A'], ['', ''])).text).toBe(`{"entity":${userId},"warnings":[]}`);
  });

  test.each([[['x'.repeat(101)]]])('knows no label named %j', async (names) => {
    const world = await worldWith(['A']);
    expect((await change(world, names, [])).json).toMatchObject({ warnings: [{ code: 33000 }] });
  });

  test('can be repeated', async () => {
    const world = await worldWith(['A'], ['A']);
    expect((await change(world, ['A'], [])).text).toBe(`{"entity":${userId},"warnings":[]}`);
    expect(await carriedBy(world)).toEqual(['A']);
  });

  test('ignores case where the installation does', async () => {
    const world = await worldWith(['Vip'], [], { caseSensitive: false });
    await change(world, ['VIP'], []);
    expect(await carriedBy(world)).toEqual(['Vip']);
  });

  test.each([200, 201, 400, 404])(
    'names an unknown customer in errors, with HTTP %i',
    async (errorStatus) => {
      const world = await worldWith(['A'], [], { errorStatus });
      for (const id of ['999', 'nobody', '0']) {
        const reply = await change(world, ['A'], [], id);
        expect(reply.status).toBe(errorStatus);
        expect(reply.json).toEqual({
          errors: [{ status: false, message: 'Customer not found for the given identifiers', code: 8015 }],
        });
      }
    },
  );

  test.each([
    ['an item without labelName', { add: [{ name: 'A' }] }],
    ['a list that is none', { add: 'A' }],
    ['no JSON', '{'],
  ])('refuses %s', async (_name, body) => {
    const world = await worldWith(['A']);
    const reply = await world.capillary('POST', `/customers/${userId}/changeLabels`, body);
    expect(reply).toMatchObject({ status: 400, json: { errors: [{ status: false, code: 400 }] } });
  });

  test('is not to be had by GET, nor with another content type', async () => {
    const world = await worldWith(['A']);
    const path = `/customers/${userId}/changeLabels`;
    const asked = await world.capillary('GET', path);
    expect(asked.status).toBe(405);
    expect(asked.headers.get('allow')).toBe('POST');
    expect((await world.capillary('POST', path, '{}', { 'content-type': 'text/plain' })).status).toBe(415);
  });

  test('takes GET with a body where the installation wants that', async () => {
    const world = await worldWith(['A'], [], { changeLabelsMethod: 'GET' });
    expect((await change(world, ['A'], [])).status).toBe(405);
    expect(await getWithBody(world, { add: named(['A']) })).toBe(200);
    expect(await carriedBy(world)).toEqual(['A']);
  });

  test('refuses the second of two writers at one customer with 521', async () => {
    const world = await worldWith(['A', 'B']);
    await world.control('PUT', '/settings', { latencyMs: { min: 150, max: 150 } });
    const replies = await Promise.all([change(world, ['A'], []), change(world, ['B'], [])]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 521]);
    expect(await carriedBy(world)).toHaveLength(1);
    expect(replies.find(({ status }) => status === 521)?.json).toMatchObject({
      errors: [{ code: 521, message: expect.stringContaining('same customer') }],
    });
    await world.control('PUT', '/settings', { capillary: { concurrentStatus521: false } });
    const again = await Promise.all([change(world, ['A'], []), change(world, ['B'], [])]);
    expect(again.map(({ status }) => status)).toEqual([200, 200]);
  });
});

/** `fetch` refuses GET with a body. Gives the status. */
function getWithBody(world: TestWorld, body: object): Promise<number | undefined> {
  const url = `${world.setting('CAPILLARY_BASE_URL')}/customers/${userId}/changeLabels`;
  const text = JSON.stringify(body);
  const headers = {
    authorization: world.capillaryAuthorization,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  };
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method: 'GET', headers }, (reply) => {
      reply.resume();
      resolve(reply.statusCode);
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

describe('an id of nineteen digits', () => {
  const large = '9223372036854775807';

  test('comes back digit for digit', async () => {
    const world = await worldWith(['A']);
    await world.control('POST', '/seed', { capillary: { customers: [{ userId: large, name: 'Ann Lee' }] } });
    expect((await change(world, ['A'], [], large)).text).toBe(`{"entity":${large},"warnings":[]}`);
    expect((await world.capillary('GET', `/customers/${large}/labels`)).text).toContain(`"userId":${large},`);
    expect((await world.capillary('GET', '/customers/search?q=lee')).text).toContain(`"userId":${large},`);
  });

  test('beyond int64 is nobody', async () => {
    const world = await worldWith(['A']);
    const seed = { capillary: { customers: [{ userId: '9223372036854775808' }] } };
    expect((await world.control('POST', '/seed', seed)).status).toBe(400);
  });
});

describe('reading', () => {
  test('shows removed labels as deleted rows, and revives them', async () => {
    const world = await worldWith(['A', 'B'], ['A', 'B']);
    const rows = async () => (await world.capillary('GET', `/customers/${userId}/labels`)).json;
    await change(world, [], ['A']);
    expect(await rows()).toMatchObject({
      data: [
        { labelName: 'A', deleted: true, userId: Number(userId) },
        { labelName: 'B', deleted: false },
      ],
      warnings: [],
      errors: [],
    });
    await change(world, ['A'], []);
    expect(await rows()).toMatchObject({ data: [{ labelName: 'A', deleted: false }, { labelName: 'B' }] });
  });

  test('of a customer who never had a label gives a warning and no data', async () => {
    const world = await worldWith([]);
    const { json } = await world.capillary('GET', `/customers/${userId}/labels`);
    expect(json).toEqual({
      warnings: [{ status: false, code: 33001, message: 'User labels not found' }],
      errors: [],
    });
  });

  test('finds customers by label, whole and in any case, and by the start of a name', async () => {
    const world = await worldWith(['Premium', 'Premium Plus'], ['Premium']);
    await world.control('POST', '/seed', { capillary: { customers: [{ userId: '5', name: 'Tom Riddle' }] } });
    const found = (path: string) => world.capillary('GET', path).then(({ json }) => json);
    expect(await found('/customers/labels/search?q=PREMIUM&limit=-1')).toMatchObject({
      pagination: { limit: -1, offset: 0, total: 1 },
      data: [{ userId: Number(userId), customerLabels: [{ labelName: 'Premium' }] }],
    });
    expect(await found('/customers/labels/search?q=Prem')).toMatchObject({
      pagination: { total: 0 },
      data: [],
    });
    expect(await found('/customers/search?q=rid')).toMatchObject({
      data: [{ userId: 5, profiles: [{ firstName: 'Tom', lastName: 'Riddle' }] }],
    });
  });
});

test('a merged and a deleted customer are errors of their own, and in no search', async () => {
  const world = await worldWith(['A'], ['A']);
  const former = [
    { userId: '8', labels: ['A'], mergedInto: userId },
    { userId: '9', labels: ['A'], deleted: true },
  ];
  await world.control('PUT', '/seed', { capillary: { customers: former } });
  for (const [id, code] of [
    ['8', 8069],
    ['9', 8109],
  ] as const) {
    const refusal = { json: { errors: [{ status: false, code }] } };
    expect(await world.capillary('GET', `/customers/${id}/labels`)).toMatchObject(refusal);
    expect(await change(world, ['A'], [], id)).toMatchObject(refusal);
    expect(await truth(world, 'capillary', id)).toMatchObject({ customers: [{ userId: id, labels: ['A'] }] });
  }
  const search = await world.capillary('GET', '/customers/labels/search?q=A');
  expect(search.json).toMatchObject({ pagination: { total: 1 }, data: [{ userId: Number(userId) }] });
});

describe('the catalogue', () => {
  const addLabels = (world: TestWorld, names: string[]) =>
    world.capillary('POST', '/organization/labels', {
      orgLabels: names.map((name) => ({ name, description: 'd' })),
    });

  test('takes new names and lists them', async () => {
    const world = await worldWith(['A']);
    expect((await addLabels(world, [longest, '汉语'])).json).toEqual({ entity: 100737, warnings: [] });
    expect((await world.capillary('GET', '/organization/labels')).json).toMatchObject({
      data: [{ name: 'A' }, { name: longest, description: 'd', active: true }, { name: '汉语' }],
    });
    expect((await addLabels(world, ['A'])).json).toMatchObject({
      warnings: [{ message: 'A label already exists' }],
    });
  });

  test.each([[['']], [[' ']], [[`${longest}x`]], [[]]])('refuses %j', async (names) => {
    expect((await addLabels(await worldWith(['A']), names)).status).toBe(400);
  });

  test('counts an emoji as one character', async () => {
    expect((await addLabels(await worldWith([]), ['😀'.repeat(100)])).status).toBe(200);
  });

  test('has a cap', async () => {
    const world = await worldWith(['A'], [], { maxLabels: 2 });
    expect(await addLabels(world, ['B', 'C'])).toMatchObject({
      json: { errors: [{ message: 'Org max Label count exceed' }] },
    });
    expect(await truth(world, 'capillary')).toMatchObject({ labels: ['A'] });
  });
});

test('the password is sent as its hexadecimal MD5, not as it is', async () => {
  const world = await worldWith([]);
  const plain = btoa(`${world.setting('CAPILLARY_USERNAME')}:${world.setting('CAPILLARY_PASSWORD')}`);
  const status = async (authorization: string) =>
    (await world.capillary('GET', '/organization/labels', undefined, { authorization })).status;
  expect(await status(world.capillaryAuthorization)).toBe(200);
  expect(await status(`Basic ${plain}`)).toBe(401);
  expect(await status('')).toBe(401);
});
