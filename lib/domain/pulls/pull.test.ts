/** Pulls against the sandbox: who is read, what stays, what stops them. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Pull } from '#lib/shared/pulls.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { advancePull } from './advance-pull.ts';
import { listPulls } from './list-pulls.ts';
import { lookAtPeople } from './look-at-people.ts';
import { startPull } from './start-pull.ts';
import { cancelPull, pausePull, resumePull } from './steer-pull.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await createTestEnvironment();
});
afterAll(() => env.stop());
beforeEach(async () => {
  await env.control('DELETE', 'faults');
  for (const provider of ['cerego', 'fragment'] as const)
    await cancelPull(env.context, { provider }).catch(() => undefined);
});

async function advance(provider: ProviderId, stopping = new AbortController().signal): Promise<Pull> {
  const deps = { ...env.context, config: readSettings(env.environment).providers };
  await advancePull(deps, provider, randomUUID(), stopping);
  const { open, ended } = (await listPulls(env.context))[provider];
  return open ?? ended[0] ?? expect.unreachable();
}

async function pull(provider: ProviderId): Promise<Pull> {
  await startPull(env.context, { provider });
  return advance(provider);
}

type Held = {
  name: string;
  email: string;
  provider: string;
  externalId: string;
  tags: string;
  proofs: string;
  gone: boolean;
};

function held(provider: ProviderId, like: string): Promise<Held[]> {
  return runPlannedStatement<Held>(
    env.context.database,
    sql`select u.name, u.email, i.external_id as "externalId", i.gone_since is not null as gone,
        coalesce(string_agg(t.key || coalesce('=' || t.value, ''), ', ' order by t.key), '') as tags,
        coalesce(string_agg(distinct it.proof, ', '), '') as proofs
      from identities i join users u on u.id = i.user_id
      left join identity_tags it on it.identity_id = i.id left join tags t on t.id = it.tag_id
      where i.provider = ${provider} and i.external_id like ${like} group by u.id, i.id order by i.external_id`,
  );
}

const lines = (provider: ProviderId, externalId: string) =>
  runPlannedStatement<{ kind: string; actor: string; notice: string | null; operations: unknown }>(
    env.context.database,
    sql`select kind, actor, noticed_by as notice, operations from changes
      where provider = ${provider} and external_id = ${externalId} order by id`,
  );

test('a first pull makes users of everybody, with their tags and one line of the history', async () => {
  await env.control('POST', 'seed', {
    fragment: [
      { id: 'f-1', externalId: 'acct-1', tags: [{ key: 'plan', value: 'pro' }] },
      { id: 'f-2', externalId: 'acct-2', tags: [] },
    ],
  });
  const ended = await pull('fragment');
  expect(ended).toMatchObject({
    state: 'done',
    kind: 'first',
    read: 2,
    created: 2,
    changed: 0,
    gone: 0,
    bad: 0,
  });
  expect(await held('fragment', 'f-%')).toMatchObject([
    { externalId: 'f-1', tags: 'plan=pro', proofs: 'confirmed' },
    { externalId: 'f-2', tags: '' },
  ]);
  expect(await lines('fragment', 'f-1')).toEqual([]);
  const events = await runPlannedStatement(
    env.context.database,
    sql`select actor, subject, detail from audit_events where kind = 'pull.ended'`,
  );
  expect(events).toMatchObject([{ actor: 'Ana', subject: 'fragment', detail: { read: 2, created: 2 } }]);
});

test('a later pull finds what changed there, in the provider’s name', async () => {
  await env.control('PUT', 'seed', {
    fragment: [{ id: 'f-1', externalId: 'acct-1', tags: [{ key: 'plan', value: 'team' }] }],
  });
  expect(await pull('fragment')).toMatchObject({
    state: 'done',
    kind: 'by-hand',
    read: 2,
    created: 0,
    changed: 1,
  });
  expect(await held('fragment', 'f-1')).toMatchObject([{ tags: 'plan=team' }]);
  expect(await lines('fragment', 'f-1')).toEqual([
    {
      kind: 'refresh',
      actor: 'FRAGMENT',
      notice: 'Ana',
      operations: [{ verb: 'update', key: 'plan', value: 'team' }],
    },
  ]);
  expect(await pull('fragment')).toMatchObject({ changed: 0 });
  expect(await lines('fragment', 'f-1')).toHaveLength(1);
});

test('it matches by second reference and by an e-mail that is unique, and sets names only where none is', async () => {
  const { database } = env.context;
  const add = async (name: string, email: string) => {
    const [row] = await runPlannedStatement<{ id: number }>(
      database,
      sql`insert into users (name, email) values (${name}, ${email}) returning id`,
    );
    await database.execute(sql`select refresh_users(array[${row?.id ?? 0}]::bigint[])`);
    return row?.id ?? 0;
  };
  const known = await add('Known by account', '');
  await database.execute(
    sql`insert into identities (user_id, provider, external_id) values (${known}, 'fragment', 'acct-9')`,
  );
  const mailed = await add('Bea by e-mail', 'bea@example.com');
  await add('Twin', 'twin@example.com');
  await add('Other twin', 'twin@example.com');
  await env.control('POST', 'seed', {
    fragment: [{ id: 'f-9', externalId: 'acct-9', tags: [{ key: 'seat', value: '1' }] }],
    cerego: {
      users: [
        { id: '9001', name: 'Beatrice', email: 'BEA@example.com' },
        { id: '9002', name: 'Somebody', email: 'twin@example.com' },
        { id: '9003', name: 'Nobody yet', email: 'new@example.com' },
      ],
    },
  });
  expect(await pull('fragment')).toMatchObject({ created: 0, changed: 1 });
  expect(await held('fragment', 'acct-9')).toMatchObject([{ name: 'Known by account', tags: 'seat=1' }]);
  expect(await pull('cerego')).toMatchObject({ read: 3, created: 2, cases: 1 });
  expect(await held('cerego', '900%')).toMatchObject([
    { externalId: '9001', name: 'Bea by e-mail', email: 'bea@example.com' },
    { externalId: '9003', name: 'Nobody yet', email: 'new@example.com' },
  ]);
  expect(mailed).toBeGreaterThan(0);
  const cases = await runPlannedStatement(
    database,
    sql`select kind, about, cardinality(user_ids) as users from identity_cases`,
  );
  expect(cases).toEqual([
    {
      kind: 'candidates',
      about: { provider: 'cerego', externalId: '9002', email: 'twin@example.com' },
      users: 2,
    },
  ]);
  expect(await runPlannedStatement(database, sql`select from pull_rows`)).toEqual([]);
});

test('a name follows the provider until a member sets another', async () => {
  const rename = (name: string) =>
    env.control('PUT', 'seed', { cerego: { users: [{ id: '9003', name, email: 'new@example.com' }] } });
  await rename('Nora');
  expect(await pull('cerego')).toMatchObject({ changed: 1 });
  expect(await held('cerego', '9003')).toMatchObject([{ name: 'Nora' }]);
  await env.context.database.execute(sql`update users set name = 'Ours' where name = 'Nora'`);
  await rename('Norah');
  expect(await pull('cerego')).toMatchObject({ changed: 0 });
  expect(await held('cerego', '9003')).toMatchObject([{ name: 'Ours' }]);
});

test('Capillary’s labelled people are named one by one before they become users', async () => {
  await env.control('POST', 'seed', {
    capillary: {
      customers: [
        { userId: '501', name: 'Cleo Labelled', labels: ['Lapsed', 'Birthday club'] },
        { userId: '502', name: 'Bea', email: 'bea@example.com', labels: ['Lapsed'] },
        { userId: '503', name: 'Nobody sees' },
      ],
    },
  });
  expect(await lookAtPeople(env.context, { provider: 'capillary' })).toMatchObject({
    ...{ read: 2, isWhole: true, created: 2 },
    samples: [{ externalId: '501', becomes: 'new' }, { externalId: '502' }],
  });
  expect(await pull('capillary')).toMatchObject({ state: 'done', read: 2, created: 2, gone: 0 });
  expect(await held('capillary', '50%')).toMatchObject([
    { externalId: '501', name: 'Cleo Labelled', tags: 'Birthday club, Lapsed' },
    { externalId: '502', name: 'Bea by e-mail', tags: 'Lapsed' },
  ]);
  await env.control('DELETE', 'log');
  expect(await pull('capillary')).toMatchObject({ read: 2, created: 0, changed: 0 });
  const log = (await env.control('GET', 'log?provider=capillary')) as { path: string }[];
  expect(log.filter(({ path }) => /customers\/\d+$/.test(path))).toEqual([]);
});

test('an edit during the reading is not overwritten', async () => {
  const userId = await env.person({ fragment: 'f-edit' });
  await pull('fragment');
  await env.control('POST', 'faults', {
    provider: 'fragment',
    kind: 'slow',
    delayMs: 600,
    match: { method: 'GET', path: '/users' },
  });
  await startPull(env.context, { provider: 'fragment' });
  const reading = advance('fragment');
  await editTags(env.context, {
    userId,
    provider: 'fragment',
    note: '',
    operations: [{ verb: 'add', key: 'plan', value: 'ours' }],
  });
  expect(await reading).toMatchObject({ state: 'done', held: 1 });
  expect(await held('fragment', 'f-edit')).toMatchObject([{ tags: 'plan=ours' }]);
});

test('who is no longer listed is gone, and back once listed again', async () => {
  await env.control('PUT', 'seed', { fragment: [], gone: { fragment: ['f-2'] } });
  expect(await pull('fragment')).toMatchObject({ state: 'done', gone: 1 });
  expect(await held('fragment', 'f-2')).toMatchObject([{ gone: true }]);
  await env.control('POST', 'seed', { fragment: [{ id: 'f-2', externalId: 'acct-2' }] });
  expect(await pull('fragment')).toMatchObject({ state: 'done', gone: 0 });
  expect(await held('fragment', 'f-2')).toMatchObject([{ gone: false }]);
});

test('it stops and asks before many would be gone or many tags dropped', async () => {
  const ids = Array.from({ length: 120 }, (_, index) => `many-${index}`);
  const tags = [{ key: 'plan', value: 'pro' }];
  await env.control('POST', 'seed', { fragment: ids.map((id) => ({ id, externalId: `acct-${id}`, tags })) });
  await pull('fragment');
  await env.control('PUT', 'seed', {
    fragment: ids.slice(60).map((id) => ({ id, externalId: `acct-${id}`, tags: [] })),
  });
  const dropping = await pull('fragment');
  expect(dropping).toMatchObject({ state: 'stopped', asks: true, changed: 0 });
  expect(dropping.reason).toMatch(/^60 of 12\d tags known at FRAGMENT would be dropped\.$/);
  await cancelPull(env.context, { provider: 'fragment' });
  await env.control('PUT', 'seed', {
    fragment: ids.slice(60).map((id) => ({ id, externalId: `acct-${id}`, tags })),
    gone: { fragment: ids.slice(0, 60) },
  });
  const leaving = await pull('fragment');
  expect(leaving.reason).toMatch(/^60 of 12\d people would be gone at FRAGMENT\.$/);
  expect(await held('fragment', 'many-0')).toMatchObject([{ gone: false }]);
  await expect(startPull(env.context, { provider: 'fragment' })).rejects.toMatchObject({ code: 'conflict' });
  await resumePull(env.context, { provider: 'fragment' });
  expect(await advance('fragment')).toMatchObject({ state: 'done', gone: 60 });
});

test('one pull per provider, whoever carries it on', async () => {
  await startPull(env.context, { provider: 'fragment' });
  await expect(startPull(env.context, { provider: 'fragment' })).rejects.toMatchObject({ code: 'conflict' });
  await env.control('DELETE', 'log');
  await Promise.all([advance('fragment'), advance('fragment'), advance('fragment')]);
  const log = (await env.control('GET', 'log?provider=fragment')) as { method: string; path: string }[];
  expect(log.filter(({ method, path }) => method === 'GET' && path.endsWith('/users'))).toHaveLength(1);
});

test('a dead process’s pull is taken over when its lease ends', async () => {
  const { pullId } = await startPull(env.context, { provider: 'cerego' });
  const lease = (seconds: number) =>
    env.context.database.execute(sql`update pulls set owner = 'a dead process',
      lease_until = now() + make_interval(secs => ${seconds}) where id = ${pullId}::bigint`);
  await lease(20);
  expect(await advance('cerego')).toMatchObject({ id: pullId, state: 'running', read: 0 });
  await lease(-1);
  expect(await advance('cerego')).toMatchObject({ id: pullId, state: 'done', read: 3 });
});

test('paused it reads no further; resumed it goes on where it was; cancelled nothing of it is kept', async () => {
  await startPull(env.context, { provider: 'cerego' });
  await pausePull(env.context, { provider: 'cerego' });
  expect(await advance('cerego')).toMatchObject({ state: 'paused', read: 0 });
  await resumePull(env.context, { provider: 'cerego' });
  expect(await advance('cerego')).toMatchObject({ state: 'done', read: 3 });
  await startPull(env.context, { provider: 'cerego' });
  await cancelPull(env.context, { provider: 'cerego' });
  expect((await listPulls(env.context)).cerego.ended[0]).toMatchObject({ state: 'cancelled' });
});

test.each([
  ['html', { kind: 'html' }, 'cerego', /Cerego/],
  ['credentials', { kind: 'unauthorized' }, 'cerego', /./],
  ['half an answer', { kind: 'truncated-json' }, 'fragment', /FRAGMENT/],
  [
    'an id twice',
    {
      kind: 'status',
      status: 200,
      body: JSON.stringify({ data: ['t-1', 't-1', 't-2'].map((id) => ({ id, external_id: id, tags: [] })) }),
    },
    'fragment',
    null,
  ],
] as const)(
  '%s: a stop with a reason or a bad row, never a wrong write',
  async (_, fault, provider, says) => {
    const before = await held(provider, '%');
    await env.control('POST', 'faults', {
      provider,
      ...fault,
      match: { method: 'GET', path: 'users' },
      times: null,
    });
    const result = await pull(provider);
    if (says) {
      expect(result).toMatchObject({ state: 'stopped', asks: false, created: 0 });
      expect(result.reason).toMatch(says);
    } else expect(result.badReasons.join()).toContain('“t-1” twice');
    expect((await held(provider, '%')).filter(({ externalId }) => externalId !== 't-2')).toEqual(before);
  },
);

test('roles', async () => {
  const support = env.as({ role: 'support' });
  for (const verb of [startPull, pausePull, resumePull, cancelPull])
    await expect(verb(support, { provider: 'fragment' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(startPull(env.context, { provider: 'vero' })).rejects.toMatchObject({ code: 'conflict' });
});
