import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox } from '#lib/sandbox/server.ts';
import { createProviderEnvironment } from '../conformance/environment.ts';
import { fragmentUnderTest, held, ref, tagsOf, worldState } from '../conformance/fragment.ts';
import { fragmentList } from '../conformance/fragment-list.ts';
import type { World } from '../conformance/world.ts';

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
const probe = { operation: { verb: 'add' as const, key: 'plan', value: 'gold' }, leaves: [] };
const env = createProviderEnvironment(
  {
    ...fragmentUnderTest,
    unknownId: 'nobody',
    verbs: [],
    probe,
    secrets: [],
    listing: fragmentList,
    truth: (state) => tagsOf(state, ref),
    boundaries: [],
  },
  () => sandbox.url,
);
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(async () => {
  await env.close();
  await sandbox.stop();
});

const made = async (world: World, externalId: string) =>
  worldState.parse(await world.state()).fragment.filter((user) => user.externalId === externalId);
const posts = async (world: World) => (await world.writes()).filter(({ method }) => method === 'POST');

describe('a FRAGMENT user is made', () => {
  test('by POST /users with the external id and nothing else, and the answer tells both references', async () => {
    const { world, client } = await env.open();
    const created = await client.createUser?.('acct 7/ä');
    const [user] = await made(world, 'acct 7/ä');
    expect(created).toMatchObject({
      result: { outcome: 'confirmed' },
      existed: false,
      tags: [],
      refs: { id: user?.id, other: 'acct 7/ä' },
    });
    expect(await posts(world)).toMatchObject([
      {
        path: expect.stringMatching(/\/users$/),
        body: { external_id: 'acct 7/ä' },
        status: 201,
      },
    ]);
  });

  test('never where somebody is there by either reference: they stay as they are', async () => {
    const { world, client } = await env.open();
    const [there] = await made(world, ref);
    for (const known of [ref, there?.id ?? '']) {
      const found = await client.createUser?.(known);
      expect(found).toMatchObject({ result: { outcome: 'confirmed' }, existed: true });
      expect(found?.tags?.map(({ key, value }) => `${key}=${value}`)).toEqual(held);
    }
    expect(await posts(world)).toEqual([]);
  });

  const applied = [
    { kind: 'reset-after' },
    { kind: 'timeout', applied: true },
    { kind: 'truncated-json' },
    { kind: 'status', status: 500, applied: true },
    { kind: 'status', status: 503, applied: true },
    { kind: 'html', applied: true },
    { kind: 'empty' },
    { kind: 'other-user' },
  ].map((fault) => ({ name: Object.values(fault).join(' '), fault }));
  test.each(applied)('once, and shown by a read, where the answer is lost: $name', async ({ fault }) => {
    const { world, client } = await env.open();
    await world.fault({ ...fault, match: { method: 'POST', path: '/users' } });
    expect(await client.createUser?.('acct-7')).toMatchObject({ result: { outcome: 'confirmed' } });
    expect(await made(world, 'acct-7')).toHaveLength(1);
    expect(await posts(world)).toHaveLength(1);
  });

  const notApplied = [
    { kind: 'reset-before' },
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503, retryAfter: 1 },
    { kind: 'html' },
    { kind: 'timeout' },
  ].map((fault) => ({ name: Object.values(fault).join(' '), fault }));
  test.each(notApplied)('or is unknown and not sent again: $name', async ({ fault }) => {
    const { world, client } = await env.open();
    await world.fault({ ...fault, match: { method: 'POST', path: '/users' } });
    const created = await client.createUser?.('acct-7');
    expect(created).toMatchObject({ result: { outcome: 'unknown' }, retryAfterMs: null });
    expect(await posts(world)).toHaveLength(1);
  });

  test('or refused with FRAGMENT’s words; after a 429 it is tried again', async () => {
    const { world, client } = await env.open();
    const onPost = { match: { method: 'POST', path: '/users' } };
    await world.fault({ kind: 'rate-limit', ...onPost });
    expect(await client.createUser?.('acct-7')).toMatchObject({ result: { outcome: 'confirmed' } });
    await world.fault({ kind: 'status', status: 400, ...onPost });
    expect(await client.createUser?.('acct-8')).toMatchObject({
      result: { outcome: 'refused', code: expect.any(String) },
    });
  });

  test('or failed where nobody could look first: nothing is sent', async () => {
    const { world, client } = await env.open();
    await world.fault({ kind: 'status', status: 500, match: { method: 'GET' }, times: null });
    expect(await client.createUser?.('acct-7')).toMatchObject({ result: { outcome: 'failed' } });
    expect(await posts(world)).toEqual([]);
  });
});
