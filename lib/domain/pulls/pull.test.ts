/** Pulls against the sandbox: who is read, what is found, what stays. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { pullsOf } from '#lib/testing/pulls.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { lookAtPeople } from './look-at-people.ts';
import { startPull } from './start-pull.ts';

let env: TestEnvironment;
let pulls: ReturnType<typeof pullsOf>;
beforeAll(async () => {
  env = await createTestEnvironment();
  pulls = pullsOf(env);
});
afterAll(() => env.stop());

test('a first pull makes users of everybody, with their tags and one line of the history', async () => {
  await env.control('POST', 'seed', {
    fragment: [
      { id: 'f-1', externalId: 'acct-1', tags: [{ key: 'plan', value: 'pro' }] },
      { id: 'f-2', externalId: 'acct-2', tags: [] },
    ],
  });
  const ended = await pulls.pull('fragment');
  expect(ended).toMatchObject({
    state: 'done',
    kind: 'first',
    read: 2,
    created: 2,
    changed: 0,
    gone: 0,
    bad: 0,
  });
  expect(await pulls.held('fragment', 'f-%')).toMatchObject([
    { externalId: 'f-1', tags: 'plan=pro', proofs: 'confirmed' },
    { externalId: 'f-2', tags: '' },
  ]);
  expect(await pulls.lines('fragment', 'f-1')).toEqual([]);
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
  expect(await pulls.pull('fragment')).toMatchObject({
    state: 'done',
    kind: 'by-hand',
    read: 2,
    created: 0,
    changed: 1,
  });
  expect(await pulls.held('fragment', 'f-1')).toMatchObject([{ tags: 'plan=team' }]);
  expect(await pulls.lines('fragment', 'f-1')).toEqual([
    {
      kind: 'refresh',
      actor: 'FRAGMENT',
      note: expect.stringMatching(/^Found by pull \d+ of FRAGMENT, begun by Ana\.$/),
      operations: [{ verb: 'update', key: 'plan', value: 'team' }],
    },
  ]);
  expect(await pulls.pull('fragment')).toMatchObject({ changed: 0 });
  expect(await pulls.lines('fragment', 'f-1')).toHaveLength(1);
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
  expect(await pulls.pull('fragment')).toMatchObject({ created: 0, changed: 1 });
  expect(await pulls.held('fragment', 'acct-9')).toMatchObject([
    { name: 'Known by account', tags: 'seat=1' },
  ]);
  expect(await pulls.pull('cerego')).toMatchObject({ read: 3, created: 2, cases: 1 });
  expect(await pulls.held('cerego', '900%')).toMatchObject([
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
  expect(await pulls.pull('cerego')).toMatchObject({ changed: 1 });
  expect(await pulls.held('cerego', '9003')).toMatchObject([{ name: 'Nora' }]);
  await env.context.database.execute(sql`update users set name = 'Ours' where name = 'Nora'`);
  await rename('Norah');
  expect(await pulls.pull('cerego')).toMatchObject({ changed: 0 });
  expect(await pulls.held('cerego', '9003')).toMatchObject([{ name: 'Ours' }]);
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
  expect(await pulls.pull('capillary')).toMatchObject({ state: 'done', read: 2, created: 2, gone: 0 });
  expect(await pulls.held('capillary', '50%')).toMatchObject([
    { externalId: '501', name: 'Cleo Labelled', tags: 'Birthday club, Lapsed' },
    { externalId: '502', name: 'Bea by e-mail', tags: 'Lapsed' },
  ]);
  await env.control('DELETE', 'log');
  expect(await pulls.pull('capillary')).toMatchObject({ read: 2, created: 0, changed: 0 });
  const log = (await env.control('GET', 'log?provider=capillary')) as { path: string }[];
  expect(log.filter(({ path }) => /customers\/\d+$/.test(path))).toEqual([]);
});

test('an edit during the reading is not overwritten', async () => {
  const userId = await env.person({ fragment: 'f-edit' });
  await pulls.pull('fragment');
  await env.control('POST', 'faults', {
    provider: 'fragment',
    kind: 'slow',
    delayMs: 600,
    match: { method: 'GET', path: '/users' },
  });
  await startPull(env.context, { provider: 'fragment' });
  const reading = pulls.advance('fragment');
  await editTags(env.context, {
    userId,
    provider: 'fragment',
    note: '',
    operations: [{ verb: 'add', key: 'plan', value: 'ours' }],
  });
  expect(await reading).toMatchObject({ state: 'done', held: 1 });
  expect(await pulls.held('fragment', 'f-edit')).toMatchObject([{ tags: 'plan=ours' }]);
});

test('who is no longer listed is gone, and back once listed again', async () => {
  await env.control('PUT', 'seed', { fragment: [], gone: { fragment: ['f-2'] } });
  expect(await pulls.pull('fragment')).toMatchObject({ state: 'done', gone: 1 });
  expect(await pulls.held('fragment', 'f-2')).toMatchObject([{ gone: true }]);
  await env.control('POST', 'seed', { fragment: [{ id: 'f-2', externalId: 'acct-2' }] });
  expect(await pulls.pull('fragment')).toMatchObject({ state: 'done', gone: 0 });
  expect(await pulls.held('fragment', 'f-2')).toMatchObject([{ gone: false }]);
});

test('without departments nobody at Cerego is gone: they may be in one', async () => {
  const setting = { ...env.environment, CEREGO_DEPARTMENT_USERS: '0' };
  const apart = pullsOf({ ...env, environment: setting });
  const user = { id: '8801', name: 'Dee', email: 'dee@example.com' };
  await env.control('PUT', 'seed', { cerego: { users: [user] } });
  await apart.pull('cerego');
  await env.control('PUT', 'seed', { cerego: { users: [] }, gone: { cerego: ['8801'] } });
  expect(await apart.pull('cerego')).toMatchObject({ state: 'done', gone: 0 });
  expect(await pulls.pull('cerego')).toMatchObject({ state: 'done', gone: 1 });
});
