/** Capillary's document "Tag Customers (to Labels)", as listed in ../README.md. */
import { expect, test } from 'vitest';
import { startSandbox } from '#lib/sandbox/server.ts';
import { connectCapillary } from '../conformance/connect.ts';
import { startProviderEnvironment } from '../test-environment.ts';

const userId = '564663098';
/** The document's example; the first has exactly 100 characters. */
const names = [
  'Valuable Customer shvdshjdvshdvhjsdvjasajshjahadjgciuwyeguhbcwjhbjdshsbcjhwhewbehcbwjdhbckwjhekjhcbw',
  'Old1 Customer1',
  'Old2 Customer2',
  'Testing_UAT_@_123',
];
const env = startProviderEnvironment(
  {
    id: 'capillary',
    create: connectCapillary,
    seed: { capillary: { labels: names, customers: [{ userId, labels: ['vip'] }] } },
    externalId: userId,
    before: [{ key: 'vip', value: null, providerTagId: null }],
  },
  startSandbox,
);

const add = (key: string) => ({ verb: 'add' as const, key, value: null });
const remove = (key: string) => ({ verb: 'remove' as const, key, value: null });
const labelled = (keys: string[]) => keys.map((labelName) => ({ labelName }));

/** The write answers `body`; nothing is applied, and reading does not help. */
async function answered(body: object, status = 200) {
  const { world, client } = await env.open();
  await world.fault({ kind: 'status', status: 500, match: { path: '/labels' }, times: null });
  const match = { path: '/changeLabels' };
  await world.fault({ kind: 'status', status, body: JSON.stringify(body), match, times: null });
  return (await env.send(client, add(names[1] ?? ''))).results[0];
}

test('the example goes out as a POST with both arrays of label objects, and nothing else', async () => {
  const { world, client } = await env.open();
  const { results } = await env.send(client, ...names.map(add), remove('vip'));
  expect(results.map(({ outcome }) => outcome)).toEqual(Array(5).fill('confirmed'));
  const [call] = await world.writes();
  expect(call).toMatchObject({
    method: 'POST',
    path: `/capillary/v2/customers/${userId}/changeLabels`,
    query: {},
  });
  expect(call?.body).toEqual({ add: labelled(names), remove: labelled(['vip']) });
});

test('the call says and takes JSON, and signs in by Basic', async () => {
  const { world, client } = await env.open();
  await env.send(client, remove('vip'));
  const [call] = await world.writes();
  expect(call?.headers).toMatchObject({ accept: 'application/json', 'content-type': 'application/json' });
  expect(call?.headers.authorization).toBe('[redacted]');
  const stranger = env.connect(world, { CAPILLARY_PASSWORD: 'wrong' });
  expect((await env.send(stranger, remove('vip'))).results).toMatchObject([
    { outcome: 'failed', code: '401' },
  ]);
});

test('where the page’s table is taken at its word, the method is GET', async () => {
  const { world } = await env.open();
  await world.settings({ capillary: { changeLabelsMethod: 'GET' } });
  await env.send(env.connect(world, { METHOD: 'GET' }), remove('vip'));
  expect((await world.log())[0]).toMatchObject({
    method: 'GET',
    path: `/capillary/v2/customers/${userId}/changeLabels`,
    body: { add: [], remove: [{ labelName: 'vip' }] },
  });
});

test('userId is an integer in the path, however large', async () => {
  const { world, client } = await env.open();
  const largest = '9223372036854775807';
  await world.seed({ capillary: { customers: [{ userId: largest }] } });
  const asked = { externalId: largest, operations: [add('vip')], before: [] };
  expect((await client.apply(asked)).results).toMatchObject([{ outcome: 'confirmed' }]);
  expect((await world.writes())[0]?.path).toBe(`/capillary/v2/customers/${largest}/changeLabels`);
});

test('labelName is required: a blank one is not added, and none is named by nothing', async () => {
  const { world, client } = await env.open();
  for (const blank of [add(''), add(' '), remove('')])
    expect((await env.send(client, blank)).results).toMatchObject([{ outcome: 'refused' }]);
  expect(await world.log()).toEqual([]);
});

test('several customers cannot go in one call: each has its own', async () => {
  const { world, client } = await env.open();
  await world.seed({ capillary: { customers: [{ userId: '7' }] } });
  await Promise.all(
    ['7', userId].map((id) => client.apply({ externalId: id, operations: [add('vip')], before: [] })),
  );
  expect((await world.writes()).map(({ path }) => path).sort()).toEqual(
    ['7', userId].map((id) => `/capillary/v2/customers/${id}/changeLabels`).sort(),
  );
});

test('the sample answer is success', async () => {
  expect(await answered({ entity: 564663098, warnings: [] })).toMatchObject({ outcome: 'confirmed' });
});

test('success false is a failure with errorCode and message, whatever the HTTP status', async () => {
  const failure = { success: false, message: 'Not today', errorCode: '4711', errors: [] };
  expect(await answered(failure)).toMatchObject({ outcome: 'refused', code: '4711', message: 'Not today' });
});

test('errors is a list, and its first message is told', async () => {
  const failure = { entity: 564663098, warnings: [], errors: ['First', 'Second'] };
  expect(await answered(failure)).toMatchObject({ outcome: 'refused', message: 'First' });
});

test('33001 in the documented body is a refusal in its words', async () => {
  const body = { warnings: [{ status: false, code: 33001, message: 'User labels not found' }], errors: [] };
  expect(await answered(body)).toMatchObject({
    outcome: 'refused',
    code: '33001',
    message: 'User labels not found',
  });
});

test.each([200, 201, 400, 404])(
  '8015 in the documented body is a refusal in its words, at HTTP %i',
  async (status) => {
    const message = 'Customer not found for the given identifiers';
    const body = { errors: [{ status: false, message, code: 8015 }] };
    expect(await answered(body, status)).toMatchObject({ outcome: 'refused', code: '8015', message });
  },
);

test('33000 in the documented body refuses the label that it names', async () => {
  const { world, client } = await env.open();
  const message = '123212100000Old Customer000000000000 label not found';
  const body = { entity: 564663098, warnings: [{ status: false, code: 33000, message }] };
  await world.fault({
    kind: 'status',
    status: 200,
    body: JSON.stringify(body),
    match: { path: '/changeLabels' },
  });
  const named = add('123212100000Old Customer000000000000');
  expect((await env.send(client, named)).results).toMatchObject([
    { outcome: 'refused', code: '33000', message },
  ]);
});
