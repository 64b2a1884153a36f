import { describe, expect, test } from 'vitest';
import { startSandbox } from '#lib/sandbox/server.ts';
import { connectCerego } from '../conformance/connect.ts';
import { startProviderEnvironment } from '../test-environment.ts';

const types = [
  { id: '3', name: 'Region' },
  { id: '5', name: 'Team' },
];
const update = { verb: 'update' as const, key: 'Region', value: 'Oregon' };
const env = startProviderEnvironment(
  {
    id: 'cerego',
    create: connectCerego(types),
    seed: {
      cerego: {
        tagTypes: types,
        users: [{ id: '1', email: 'a@mail.example', tags: [{ typeId: '3', value: 'Texas' }] }],
      },
    },
    settings: { cerego: { includeTags: true } },
    externalId: '1',
    timeoutMs: 400,
  },
  startSandbox,
);

const statuses = [302, 400, 401, 403, 404, 405, 408, 409, 410, 418, 422, 425, 429, 500, 502, 503, 504, 521];
const faults = [
  ...statuses.map((status) => ({ kind: 'status', status })),
  ...[200, 404, 502].map((status) => ({ kind: 'html', status })),
  { kind: 'rate-limit', retryAfter: 30 },
  { kind: 'status', status: 503, retryAfter: 30 },
  { kind: 'timeout' },
  { kind: 'reset-before' },
  { kind: 'reset-after' },
  { kind: 'truncated-json' },
  { kind: 'empty' },
  { kind: 'status', status: 200, body: '{"data":[],"meta":{"total-pages":-1}}' },
];

describe.each(['a@mail.example', ''])('asked by e-mail %j', (email) => {
  test.each(faults)('%j at the read is an error of the change, and nothing is sent', async (fault) => {
    const { world, client } = await env.open();
    await world.fault({ ...fault, match: { method: 'GET' }, times: null });
    const asked = [update, { verb: 'add' as const, key: 'Team', value: 'Blue' }];
    const given = await client.apply({ externalId: '1', email, operations: asked, before: [] });
    expect(given.results.map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
    expect(given.results[0]?.message).toContain('Not sent');
    expect(given.results[0]?.hint).toEqual(expect.any(String));
    expect(given.lastError).toEqual(expect.any(String));
    expect(['not-found', 'invalid', 'conflict', 'unsupported']).not.toContain(given.lastError);
    const asksForTime = fault.kind === 'rate-limit' || 'retryAfter' in fault;
    if (asksForTime) expect(given.retryAfterMs).toBeGreaterThan(25_000);
    expect(await world.writes()).toEqual([]);
  });
});

test('where nobody answers at all it is the same', async () => {
  const { world } = await env.open();
  const away = env.connect(world, { CEREGO_BASE_URL: 'http://127.0.0.1:1' });
  expect(await env.send(away, update)).toMatchObject({
    results: [{ outcome: 'failed' }],
    lastError: 'connection-failed',
  });
});

test('a list that was read and shows no such user or tag is a definite no', async () => {
  const { world, client } = await env.open();
  const stranger = { externalId: '9', operations: [update], before: [] };
  expect(await client.apply(stranger)).toMatchObject({
    results: [{ outcome: 'refused', message: expect.stringContaining('no user with the id 9') }],
    lastError: null,
  });
  const team = { ...update, key: 'Team' };
  expect(await env.send(client, team)).toMatchObject({
    results: [{ outcome: 'refused', hint: 'Add one instead.' }],
    lastError: null,
  });
  expect(await world.writes()).toEqual([]);
});

describe('an answer about something else proves nothing', () => {
  const tag = (id: string, user: string, type: string) =>
    JSON.stringify({
      data: {
        id,
        type: 'partner-user-tags',
        attributes: { value: 'Oregon' },
        relationships: {
          user: { data: { id: user, type: 'users' } },
          'partner-user-tag-type': { data: { id: type, type: 'partner-user-tag-types' } },
        },
      },
    });
  const before = [{ key: 'Region', value: 'Texas', providerTagId: '84918' }];
  const add = { verb: 'add' as const, key: 'Team', value: 'Oregon' };

  test.each([
    ['PUT: another user', update, tag('84918', '2', '3')],
    ['PUT: another tag', update, tag('84919', '1', '3')],
    ['PUT: another type', update, tag('84918', '1', '5')],
    ['POST: another user', add, tag('84919', '2', '5')],
    ['POST: another type', add, tag('84919', '1', '3')],
  ])('%s', async (_name, operation, body) => {
    const { world, client } = await env.open();
    const method = operation.verb === 'add' ? 'POST' : 'PUT';
    await world.fault({ kind: 'status', status: 200, body, match: { method } });
    const { results, shown } = await client.apply({ externalId: '1', operations: [operation], before });
    expect(results).toMatchObject([{ outcome: 'unknown', hint: expect.any(String) }]);
    expect(shown).toEqual([]);
  });
});
