import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { mintWorld, type TestWorld, truth } from '#lib/testing/sandbox-world.ts';
import { type Sandbox, startSandbox } from './server.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

async function worldWith(fault?: object) {
  const world = await mintWorld(sandbox.url);
  await world.control('POST', '/seed', {
    vero: [{ id: '1' }],
    cerego: { users: [{ id: '1' }, { id: '2' }] },
    capillary: { labels: ['A'], customers: [{ userId: '1' }] },
    fragment: [{ id: 'user_1', externalId: 'ext' }],
  });
  if (fault) expect((await world.control('POST', '/faults', fault)).status).toBe(201);
  return world;
}

const tagVero = (world: TestWorld, id = '1') => world.vero('PUT', '/users/tags/edit', { id, add: ['a'] });
const tagCerego = (world: TestWorld, userId = '1') =>
  world.cerego('POST', '/partner_user_tag_types/3/partner_user_tags', { user_id: userId, value: 'x' });
const isTagged = async (world: TestWorld) =>
  JSON.stringify(await truth(world, 'vero')).includes('"tags":["a"]');

describe('a fault', () => {
  test.each([
    ['vero', { status: 503, message: expect.any(String) }],
    ['cerego', { errors: [{ status: '503' }] }],
    ['capillary', { errors: [{ status: false, code: 503 }] }],
    ['fragment', { retryable: true, message: expect.any(String) }],
  ])('status speaks as %s does', async (provider, body) => {
    const world = await worldWith({ provider, kind: 'status', status: 503 });
    const calls: Record<string, () => ReturnType<typeof tagVero>> = {
      vero: () => tagVero(world),
      cerego: () => tagCerego(world),
      capillary: () => world.capillary('POST', '/customers/1/changeLabels', { add: [{ labelName: 'A' }] }),
      fragment: () => world.fragment('PATCH', '/users/user_1', { tags: { set: [{ key: 'a', value: 'b' }] } }),
    };
    const before = await truth(world, provider);
    const reply = await calls[provider]?.();
    expect(reply).toMatchObject({ status: 503, json: body });
    expect(await truth(world, provider)).toEqual(before);
    expect((await calls[provider]?.())?.status).toBeLessThan(300);
  });

  test('rate-limit says when to come back: in seconds, as a date, or not at all', async () => {
    const world = await worldWith({ provider: 'vero', kind: 'rate-limit', retryAfter: 7 });
    const retryAfter = async () => {
      const reply = await tagVero(world);
      expect(reply.status).toBe(429);
      return reply.headers.get('retry-after');
    };
    expect(await retryAfter()).toBe('7');
    const dated = { provider: 'vero', kind: 'rate-limit', retryAfter: 60, retryAfterForm: 'http-date' };
    await world.control('POST', '/faults', dated);
    const wait = Date.parse((await retryAfter()) ?? '') - Date.now();
    expect(wait).toBeGreaterThan(50_000);
    expect(wait).toBeLessThanOrEqual(60_000);
    await world.control('POST', '/faults', { provider: 'vero', kind: 'rate-limit' });
    expect(await retryAfter()).toBeNull();
    expect(await isTagged(world)).toBe(false);
  });

  test.each([
    [undefined, false],
    [true, true],
  ])('timeout gives no answer (applied: %s)', async (applied, isApplied) => {
    const world = await worldWith({
      provider: 'vero',
      kind: 'timeout',
      delayMs: 100,
      ...(applied ? { applied } : {}),
    });
    await expect(tagVero(world)).rejects.toThrow();
    expect(await isTagged(world)).toBe(isApplied);
  });

  test.each([
    ['reset-before', false],
    ['reset-after', true],
  ])('%s cuts the connection', async (kind, isApplied) => {
    const world = await worldWith({ provider: 'vero', kind });
    await expect(tagVero(world)).rejects.toThrow();
    expect(await isTagged(world)).toBe(isApplied);
  });

  test('html is a page in place of the answer', async () => {
    const world = await worldWith({
      provider: 'vero',
      kind: 'html',
      status: 502,
      body: '<h1>Bad gateway</h1>',
    });
    const reply = await tagVero(world);
    expect(reply).toMatchObject({ status: 502, text: '<h1>Bad gateway</h1>' });
    expect(reply.headers.get('content-type')).toContain('text/html');
    expect(await isTagged(world)).toBe(false);
  });

  test('truncated-json cuts the answer to a call that took effect', async () => {
    const world = await worldWith({ provider: 'vero', kind: 'truncated-json' });
    const reply = await tagVero(world);
    expect(reply).toMatchObject({ status: 200, json: undefined, text: expect.stringMatching(/^\{"status"/) });
    expect(await isTagged(world)).toBe(true);
  });

  test('empty is a 200 without a body', async () => {
    const world = await worldWith({ provider: 'vero', kind: 'empty' });
    expect(await tagVero(world)).toMatchObject({ status: 200, text: '' });
    expect(await isTagged(world)).toBe(true);
  });

  test('unauthorized refuses a good credential', async () => {
    const world = await worldWith({ provider: 'fragment', kind: 'unauthorized' });
    expect((await world.fragment('GET', '/users')).status).toBe(401);
    expect((await world.fragment('GET', '/users')).status).toBe(200);
  });

  test('slow answers late and truly', async () => {
    const world = await worldWith({ provider: 'vero', kind: 'slow', delayMs: 120 });
    const from = performance.now();
    expect((await tagVero(world)).status).toBe(200);
    expect(performance.now() - from).toBeGreaterThanOrEqual(119);
    expect(await isTagged(world)).toBe(true);
  });

  test.each([
    ['no-apply', 'Success.'],
    ['duplicate', 'Request already received.'],
  ])('%s is a success at Vero that changes nothing', async (kind, message) => {
    const world = await worldWith({ provider: 'vero', kind });
    expect(await tagVero(world)).toMatchObject({ status: 200, json: { status: 200, message } });
    expect(await isTagged(world)).toBe(false);
    const elsewhere = await world.control('POST', '/faults', { provider: 'cerego', kind });
    expect(elsewhere.status).toBe(400);
  });
});

describe('which calls are hit', () => {
  test('as many as asked, however many come at once', async () => {
    const world = await worldWith({ provider: 'vero', kind: 'status', status: 500, times: 3 });
    const replies = await Promise.all(Array.from({ length: 10 }, () => tagVero(world)));
    expect(replies.filter(({ status }) => status === 500)).toHaveLength(3);
    expect((await world.control('GET', '/faults')).json).toEqual([]);
  });

  test('all of them without a number, until the fault is taken back', async () => {
    const world = await worldWith({ provider: 'vero', kind: 'status', times: null });
    expect([(await tagVero(world)).status, (await tagVero(world)).status]).toEqual([500, 500]);
    await world.control('DELETE', '/faults');
    expect((await tagVero(world)).status).toBe(200);
  });

  test('a share of them by probability', async () => {
    const world = await worldWith({ provider: 'vero', kind: 'status', times: null, probability: 0.5 });
    const replies = await Promise.all(Array.from({ length: 100 }, () => tagVero(world)));
    const hit = replies.filter(({ status }) => status === 500).length;
    expect(hit).toBeGreaterThan(25);
    expect(hit).toBeLessThan(75);
  });

  test.each([{ method: 'PUT' }, { path: 'partner_user_tags/' }, { user: '2' }, { body: '"user_id":"2"' }])(
    'those that match %j',
    async (match) => {
      const world = await worldWith({ provider: 'cerego', kind: 'status', status: 500, match });
      const isUpdate = 'method' in match || 'path' in match;
      expect((await tagCerego(world, '1')).status).toBe(201);
      const hit = isUpdate
        ? world.cerego('PUT', '/partner_user_tags/84918', { value: 'y' })
        : tagCerego(world, '2');
      expect((await hit).status).toBe(500);
    },
  );

  test.each([
    ['vero', '1', (world: TestWorld) => tagVero(world)],
    ['capillary', '1', (world: TestWorld) => world.capillary('GET', '/customers/1/labels')],
    [
      'fragment',
      'ext',
      (world: TestWorld) =>
        world.fragment('PATCH', '/users/user_1', { tags: { set: [{ key: 'k', value: 'v' }] } }),
    ],
  ])('at %s those about one user', async (provider, user, send) => {
    const world = await worldWith({ provider, kind: 'status', status: 500, match: { user } });
    expect((await send(world)).status).toBe(500);
    expect((await send(world)).status).toBe(200);
  });

  test('the token endpoint only when it is named', async () => {
    const world = await worldWith({ provider: 'fragment', kind: 'status', status: 500, times: null });
    expect((await world.token()).status).toBe(200);
    await world.control('DELETE', '/faults');
    const named = { provider: 'fragment', kind: 'status', status: 500, match: { path: '/oauth2/token' } };
    await world.control('POST', '/faults', named);
    expect((await world.token()).status).toBe(500);
  });
});

describe('a spoilt answer', () => {
  test.each([202, 204, 400, 408, 521])('%i of a call that was carried out all the same', async (status) => {
    const world = await worldWith({ provider: 'vero', kind: 'status', status, applied: true });
    const reply = await tagVero(world);
    expect(reply.status).toBe(status);
    if (status === 202) expect(reply.json).toEqual({ status: 200, message: 'Success.' });
    if (status >= 400) expect(reply.json).toMatchObject({ status });
    expect(await isTagged(world)).toBe(true);
  });

  test('large is as long as asked for, and JSON', async () => {
    const world = await worldWith({ provider: 'vero', kind: 'large', megabytes: 1.5 });
    const reply = await tagVero(world);
    expect(JSON.stringify(reply.json).length).toBeGreaterThan(1.5 * 1_048_576);
    expect(JSON.stringify(reply.json).length).toBeLessThan(1.7 * 1_048_576);
    expect(await isTagged(world)).toBe(true);
  });

  test.each(['drip', 'endless'])('%s goes on until the caller hangs up', async (kind) => {
    const world = await worldWith({ provider: 'vero', kind });
    const hangUp = new AbortController();
    const url = `${world.setting('VERO_BASE_URL')}/users/tags/edit?auth_token=${world.setting('VERO_AUTH_TOKEN')}`;
    const response = await fetch(url, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: '1', add: ['a'] }),
      signal: hangUp.signal,
    });
    let pieces = 0;
    await expect(
      (async () => {
        for await (const piece of response.body ?? []) {
          if (piece.byteLength > 0) pieces += 1;
          if (pieces === 5) hangUp.abort();
        }
      })(),
    ).rejects.toThrow();
    expect(pieces).toBeGreaterThanOrEqual(5);
    expect(await isTagged(world)).toBe(true);
  });

  test('late takes effect after its answer was lost', async () => {
    const world = await worldWith({ provider: 'vero', kind: 'late', delayMs: 60 });
    await expect(tagVero(world)).rejects.toThrow();
    expect(await isTagged(world)).toBe(false);
    await vi.waitFor(async () => expect(await isTagged(world)).toBe(true));
  });

  test('other-user names somebody else and leaves the tags as they are', async () => {
    const world = await worldWith();
    for (const provider of ['cerego', 'capillary', 'fragment'])
      await world.control('POST', '/faults', { provider, kind: 'other-user' });
    const set = { tags: { set: [{ key: 'user_1', value: 'b' }] } };
    expect((await tagCerego(world)).json).toMatchObject({
      data: { attributes: { value: 'x' }, relationships: { user: { data: { id: '10' } } } },
    });
    expect(
      (await world.capillary('POST', '/customers/1/changeLabels', { add: [{ labelName: 'A' }] })).json,
    ).toMatchObject({ entity: 2 });
    expect((await world.fragment('PATCH', '/users/user_1', set)).json).toMatchObject({
      data: { id: 'user_10', external_id: 'ext0', tags: [{ value: 'b' }] },
    });
  });
});

test('a fault may end by itself', async () => {
  const fault = { provider: 'vero', kind: 'status', status: 503, times: null };
  const world = await worldWith({ ...fault, forMs: 60_000 });
  expect((await world.control('GET', '/faults')).json).toMatchObject([{ leftMs: expect.any(Number) }]);
  expect((await tagVero(world)).status).toBe(503);
  const other = await worldWith({ ...fault, forMs: 1 });
  await vi.waitFor(async () => expect((await other.control('GET', '/faults')).json).toEqual([]));
  expect((await tagVero(other)).status).toBe(200);
  const waiting = await worldWith({ ...fault, forMs: 1, from: 'first-call' });
  expect((await waiting.control('GET', '/faults')).json).toMatchObject([{ from: 'first-call' }]);
  expect((await tagVero(waiting)).status).toBe(503);
  await vi.waitFor(async () => expect((await waiting.control('GET', '/faults')).json).toEqual([]));
});
