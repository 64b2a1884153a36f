/** What stops a pull, whoever carries it on. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { pullsOf } from '#lib/testing/pulls.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { listPulls } from './list-pulls.ts';
import { startPull } from './start-pull.ts';
import { cancelPull, pausePull, resumePull } from './steer-pull.ts';

let env: TestEnvironment;
let pulls: ReturnType<typeof pullsOf>;
beforeAll(async () => {
  env = await createTestEnvironment();
  pulls = pullsOf(env);
  const users = ['9001', '9002', '9003'].map((id) => ({ id, name: `Person ${id}` }));
  await env.control('POST', 'seed', { cerego: { users } });
});
afterAll(() => env.stop());

beforeEach(async () => {
  await env.control('DELETE', 'faults');
  for (const provider of ['cerego', 'fragment'] as const)
    await cancelPull(env.context, { provider }).catch(() => undefined);
});

test('it stops and asks before many would be gone or many tags dropped', async () => {
  const ids = Array.from({ length: 120 }, (_, index) => `many-${index}`);
  const tags = [{ key: 'plan', value: 'pro' }];
  await env.control('POST', 'seed', { fragment: ids.map((id) => ({ id, externalId: `acct-${id}`, tags })) });
  await pulls.pull('fragment');
  await env.control('PUT', 'seed', {
    fragment: ids.slice(60).map((id) => ({ id, externalId: `acct-${id}`, tags: [] })),
  });
  const dropping = await pulls.pull('fragment');
  expect(dropping).toMatchObject({ state: 'stopped', asks: true, changed: 0 });
  expect(dropping.reason).toMatch(/^60 of 12\d tags known at FRAGMENT would be dropped\.$/);
  await cancelPull(env.context, { provider: 'fragment' });
  await env.control('PUT', 'seed', {
    fragment: ids.slice(60).map((id) => ({ id, externalId: `acct-${id}`, tags })),
    gone: { fragment: ids.slice(0, 60) },
  });
  const leaving = await pulls.pull('fragment');
  expect(leaving.reason).toMatch(/^60 of 12\d people would be gone at FRAGMENT\.$/);
  expect(await pulls.held('fragment', 'many-0')).toMatchObject([{ gone: false }]);
  await expect(startPull(env.context, { provider: 'fragment' })).rejects.toMatchObject({ code: 'conflict' });
  await resumePull(env.context, { provider: 'fragment' });
  expect(await pulls.advance('fragment')).toMatchObject({ state: 'done', gone: 60 });
});

test('one pull per provider, whoever carries it on', async () => {
  await startPull(env.context, { provider: 'fragment' });
  await expect(startPull(env.context, { provider: 'fragment' })).rejects.toMatchObject({ code: 'conflict' });
  await env.control('DELETE', 'log');
  await Promise.all([pulls.advance('fragment'), pulls.advance('fragment'), pulls.advance('fragment')]);
  const log = (await env.control('GET', 'log?provider=fragment')) as { method: string; path: string }[];
  expect(log.filter(({ method, path }) => method === 'GET' && path.endsWith('/users'))).toHaveLength(1);
});

test('a dead process’s pull is taken over when its lease ends', async () => {
  const { pullId } = await startPull(env.context, { provider: 'cerego' });
  const lease = (seconds: number) =>
    env.context.database.execute(sql`update pulls set owner = 'a dead process',
      lease_until = now() + make_interval(secs => ${seconds}) where id = ${pullId}::bigint`);
  await lease(20);
  expect(await pulls.advance('cerego')).toMatchObject({ id: pullId, state: 'running', read: 0 });
  await lease(-1);
  expect(await pulls.advance('cerego')).toMatchObject({ id: pullId, state: 'done', read: 3 });
});

test('paused it reads no further; resumed it goes on where it was; cancelled nothing of it is kept', async () => {
  await startPull(env.context, { provider: 'cerego' });
  await pausePull(env.context, { provider: 'cerego' });
  expect(await pulls.advance('cerego')).toMatchObject({ state: 'paused', read: 0 });
  await resumePull(env.context, { provider: 'cerego' });
  expect(await pulls.advance('cerego')).toMatchObject({ state: 'done', read: 3 });
  await startPull(env.context, { provider: 'cerego' });
  await cancelPull(env.context, { provider: 'cerego' });
  expect((await listPulls(env.context)).cerego.ended[0]).toMatchObject({ state: 'cancelled' });
});

test.each([
  ['html', { kind: 'html' }, 'cerego', /Cerego/],
  ['credentials', { kind: 'unauthorized' }, 'cerego', /./],
  ['half an answer', { kind: 'truncated-json' }, 'fragment', /FRAGMENT/],
  [
    'the second page as the first',
    {
      kind: 'status',
      status: 200,
      body: JSON.stringify({
        data: ['8001', '8002'].map((id) => ({ id, type: 'partner-users', attributes: {} })),
        meta: { 'total-pages': 2, 'total-count': 4 },
      }),
    },
    'cerego',
    /same page of its list twice/,
  ],
  [
    'an id twice',
    {
      kind: 'status',
      status: 200,
      body: JSON.stringify({
        data: ['t-1', 't-1', 'x'.repeat(255), 't-2'].map((id) => ({ id, external_id: id, tags: [] })),
      }),
    },
    'fragment',
    null,
  ],
] as const)(
  '%s: a stop with a reason or a bad row, never a wrong write',
  async (_, fault, provider, says) => {
    const before = await pulls.held(provider, '%');
    await env.control('POST', 'faults', {
      provider,
      ...fault,
      match: { method: 'GET', path: 'users' },
      times: null,
    });
    const result = await pulls.pull(provider);
    if (says) {
      expect(result).toMatchObject({ state: 'stopped', asks: false, created: 0 });
      expect(result.reason).toMatch(says);
    } else
      expect(result.badReasons.join()).toMatch(
        /an id of 255 characters.*“t-1” twice|“t-1” twice.*an id of 255 characters/,
      );
    expect((await pulls.held(provider, '%')).filter(({ externalId }) => externalId !== 't-2')).toEqual(
      before,
    );
  },
);

test('roles', async () => {
  const support = env.as({ role: 'support' });
  for (const verb of [startPull, pausePull, resumePull, cancelPull])
    await expect(verb(support, { provider: 'fragment' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(startPull(env.context, { provider: 'vero' })).rejects.toMatchObject({ code: 'conflict' });
});
