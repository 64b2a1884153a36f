import { expect, test } from 'vitest';
import { startSandbox } from '#lib/sandbox/server.ts';
import { add, fragmentUnderTest, held, ref, tagsOf } from '../conformance/fragment.ts';
import { startProviderEnvironment } from '../test-environment.ts';

const env = startProviderEnvironment({ ...fragmentUnderTest, timeoutMs: 250 }, startSandbox);

test('the token is fetched once for many calls and renewed when it ends', async () => {
  const { world, client } = await env.open();
  await Promise.all([client.readTags(ref), env.send(client, add('plan', 'gold')), client.check()]);
  const tokenCalls = async () => (await world.log()).filter(({ path }) => path.includes('/oauth2/')).length;
  expect(await tokenCalls()).toBe(1);
  await world.advance(3_600_000);
  expect((await env.send(client, add('seat', '9'))).results).toMatchObject([{ outcome: 'confirmed' }]);
  expect(await tokenCalls()).toBe(2);
  expect(tagsOf(await world.state(), ref)).toEqual([...held, 'plan=gold', 'seat=9']);
});

test('one 401 in the middle is got over by a new token', async () => {
  const { world, client } = await env.open();
  await world.fault({ kind: 'unauthorized', match: { method: 'PATCH' } });
  expect((await env.send(client, add('plan', 'gold'))).results).toMatchObject([{ outcome: 'confirmed' }]);
  expect((await world.writes()).map(({ applied }) => applied)).toEqual([false, true]);
});

const signInFaults = [
  ...[302, 400, 401, 403, 404, 405, 408, 409, 410, 418, 422, 425, 429, 500, 502, 503, 521].map((status) => ({
    kind: 'status',
    status,
  })),
  ...['html', 'timeout', 'reset-before', 'reset-after', 'truncated-json', 'empty'].map((kind) => ({ kind })),
];

test.each(signInFaults)('%j at the sign-in is an error of the change, and nothing is sent', async (fault) => {
  const { world, client } = await env.open();
  await world.fault({ ...fault, match: { path: '/oauth2/' }, times: null });
  const { results, lastError } = await env.send(client, add('plan', 'gold'));
  expect(results).toMatchObject([{ outcome: 'failed', hint: expect.any(String) }]);
  expect(['not-found', 'invalid', 'conflict', 'unsupported', null]).not.toContain(lastError);
  expect(await world.writes()).toEqual([]);
});

test.each(['timeout', 'html', 'reset-before'])('a sign-in that fails by %s leaves no doubt', async (kind) => {
  const { world, client } = await env.open();
  await world.fault({ kind, match: { path: '/oauth2/' }, times: null });
  const { results } = await env.send(client, add('plan', 'gold'));
  expect(results).toMatchObject([{ outcome: 'failed', hint: expect.stringContaining('sent again') }]);
  expect(await world.writes()).toEqual([]);
});

test('a fixed token is used as it is and not renewed', async () => {
  const { world } = await env.open();
  const client = env.connect(world, { TOKEN: 'made-up-token' });
  const result = await env.send(client, add('plan', 'gold'));
  expect(result.results).toMatchObject([
    { outcome: 'failed', hint: expect.stringContaining('Providers page') },
  ]);
  expect(JSON.stringify(result)).not.toContain('made-up-token');
  await expect(client.check()).rejects.toMatchObject({ code: 'unauthorized' });
});
