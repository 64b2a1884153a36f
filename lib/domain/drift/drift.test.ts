/** What differs is expected, asked about once, and decided for good. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { carryOut } from '#lib/domain/changes/run-change.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import { refreshUser } from '#lib/domain/users/refresh-user.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { DriftList } from '#lib/shared/drift.ts';
import type { Role } from '#lib/shared/permissions.ts';
import { pullsOf } from '#lib/testing/pulls.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { acceptDrift, ignoreDrift } from './decide-drift.ts';
import { listDrift, listDriftRows } from './list-drift.ts';
import { putBackDrift } from './put-back-drift.ts';
import { putBackDue } from './put-back-due.ts';
import { setDriftPolicy } from './set-drift-policy.ts';
import { weighPutBack } from './weigh-put-back.ts';

let env: TestEnvironment;
let userId: number;
beforeEach(async () => {
  env = await createTestEnvironment();
  userId = await env.person({ fragment: 'ada', cerego: 'c-1', capillary: '4711' });
});
afterEach(() => env.stop());

const as = (role: Role) => env.as({ memberId: role, name: role === 'admin' ? 'Ana' : role, role });
const read = (provider: ProviderId = 'fragment') => refreshUser(as('support'), { userId, provider });
type Tag = { key: string; value: string };
const outside = (...tags: Tag[]) =>
  env.control('PUT', 'seed', { fragment: [{ id: 'ada', externalId: 'ext-ada', tags }] });
const plan = (value: string): Tag => ({ key: 'plan', value });
const set = (value: string) =>
  editTags(as('admin'), {
    userId,
    provider: 'fragment',
    operations: [{ verb: 'set', ...plan(value) }],
  });
/** Policies act in the name of a member who may still. */
const addAdmin = () =>
  env.open.pool.query(
    `insert into members (id, name, email, role) values ('admin', 'Ana', 'ana@example.com', 'admin')`,
  );
const groups = async (state: DriftList = 'open') => (await listDrift(as('viewer'), { state })).groups;
const onUser = async (provider: ProviderId = 'fragment') =>
  (await findUser(as('viewer'), userId))?.identities.find((each) => each.provider === provider)?.drift ?? [];
const onlyId = async () => (await onUser()).map(({ id }) => id);
const held = async (provider: ProviderId = 'fragment') =>
  (await findUser(as('viewer'), userId))?.identities
    .find((each) => each.provider === provider)
    ?.tags.map(({ key, value }) => `${key}=${value}`);

test('a pull finds it as well, and what it finds first contradicts nothing', async () => {
  const { pull } = pullsOf(env);
  await set('pro');
  await pull('fragment');
  await outside(plan('team'), { key: 'seat', value: 'owner' });
  await pull('fragment');
  expect(await onUser()).toMatchObject([{ key: 'plan', ours: 'pro', theirs: 'team', given: { by: 'Ana' } }]);
  await putBackDrift(as('support'), { ids: await onlyId() });
  expect(await pull('fragment')).toMatchObject({ changed: 0 });
  expect(await onUser()).toEqual([]);
});

test('what a member set within 30 days waits, and says who set it', async () => {
  await set('pro');
  await outside(plan('team'));
  await read();
  expect(await onUser()).toMatchObject([
    {
      key: 'plan',
      direction: 'other',
      ours: 'pro',
      theirs: 'team',
      oursProof: 'confirmed',
      given: { by: 'Ana' },
    },
  ]);
  expect(await groups()).toMatchObject([
    {
      provider: 'fragment',
      key: 'plan',
      direction: 'other',
      count: 1,
      sample: { userId, title: 'Amara Okafor' },
    },
  ]);
  await acceptDrift(as('support'), { ids: await onlyId() });
  expect(await onUser()).toEqual([]);
  expect(await groups('accepted')).toMatchObject([{ ours: 'pro', theirs: 'team' }]);
  expect(await held()).toEqual(['plan=team']);
});

test('what nobody set here is accepted at once and listed; a first reading differs from nothing', async () => {
  await outside(plan('team'));
  await read();
  expect(await groups('accepted')).toEqual([]);
  await outside(plan('free'));
  await read();
  expect(await groups()).toEqual([]);
  expect(await groups('accepted')).toMatchObject([
    { ours: 'team', theirs: 'free', given: { by: 'FRAGMENT' } },
  ]);
});

test('putting back is a change of the ledger, and ends the difference', async () => {
  await set('pro');
  await outside(plan('team'), { key: 'seat', value: 'owner' });
  await read();
  const { report } = await putBackDrift(as('support'), { ids: await onlyId() });
  expect(report).toMatchObject({ outcome: 'confirmed', operations: [{ verb: 'update', ...plan('pro') }] });
  expect(await held()).toEqual(['plan=pro', 'seat=owner']);
  expect(await groups('put-back')).toMatchObject([{ ours: 'pro', theirs: 'team' }]);
  await read();
  expect(await groups()).toEqual([]);
});

test('a put-back that is refused leaves the difference open', async () => {
  await set('pro');
  await outside(plan('team'));
  await read();
  await env.control('POST', 'faults', {
    provider: 'fragment',
    kind: 'status',
    status: 422,
    times: 5,
  });
  const ids = await onlyId();
  const { report } = await putBackDrift(as('support'), { ids });
  expect(report?.outcome).toBe('refused');
  expect(await onlyId()).toEqual(ids);
});

test('ignored counts until it differs otherwise; nobody is asked twice about the same two values', async () => {
  await set('pro');
  await outside(plan('team'));
  await read();
  await ignoreDrift(as('support'), { ids: await onlyId() });
  for (const value of ['pro', 'team']) {
    await outside(plan(value));
    await read();
    expect(await groups()).toEqual([]);
  }
  await outside(plan('free'));
  await read();
  expect(await onUser()).toMatchObject([{ ours: 'pro', theirs: 'free' }]);
  await acceptDrift(as('support'), { ids: await onlyId() });
  await set('pro');
  await outside(plan('free'));
  await read();
  expect(await groups()).toEqual([]);
});

test('an edit decides as well, and so does their own way back', async () => {
  await set('pro');
  await outside(plan('team'));
  await read();
  await outside(plan('free'));
  await read();
  expect(await onUser()).toMatchObject([{ ours: 'pro', theirs: 'free', timesSeen: 2 }]);
  await set('gold');
  expect(await groups()).toEqual([]);
  await outside(plan('team'));
  await read();
  expect(await onUser()).toMatchObject([{ ours: 'gold', theirs: 'team' }]);
  await outside(plan('gold'));
  await read();
  expect(await groups()).toEqual([]);
  expect((await listDrift(as('viewer'), {})).counts).toMatchObject({ open: 0, accepted: 0 });
});

test('what a provider cannot take away is not offered and not sent', async () => {
  await read('cerego');
  await editTags(as('admin'), {
    userId,
    provider: 'cerego',
    operations: [{ verb: 'add', key: 'Region', value: 'Utah' }],
  });
  await env.control('PUT', 'seed', {
    cerego: {
      users: [
        {
          id: 'c-1',
          tags: [
            { typeId: '3', value: 'Utah' },
            { typeId: '5', value: 'Blue' },
          ],
        },
      ],
    },
  });
  await setDriftPolicy(as('admin'), { provider: 'cerego', rule: 'ask' });
  await read('cerego');
  const [found] = await onUser('cerego');
  expect(found).toMatchObject({ key: 'Team', direction: 'found', theirs: 'Blue' });
  expect(await weighPutBack(as('support'), { ids: [found?.id] })).toMatchObject([
    { provider: 'cerego', changes: 0, calls: 0, cannot: 1 },
  ]);
  await expect(putBackDrift(as('support'), { ids: [found?.id] })).rejects.toMatchObject({ code: 'conflict' });
  expect(await held('cerego')).toContain('Team=Blue');
});

test('several users are a run, for those who may', async () => {
  const people = [userId, await env.person({ fragment: 'bea' }), await env.person({ fragment: 'cem' })];
  for (const id of people) {
    const operations = [{ verb: 'set' as const, ...plan('pro') }];
    await editTags(as('admin'), { userId: id, provider: 'fragment', operations });
  }
  await env.control('PUT', 'seed', {
    fragment: ['ada', 'bea', 'cem'].map((id) => ({ id, externalId: `ext-${id}`, tags: [plan('team')] })),
  });
  for (const id of people) await refreshUser(as('support'), { userId: id, provider: 'fragment' });
  const [group] = await groups();
  expect(group?.count).toBe(3);
  const { provider, key, direction, ours, theirs } = group ?? {};
  const picked = { groups: [{ provider, key, direction, ours, theirs }] };
  await expect(putBackDrift(as('support'), picked)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(acceptDrift(as('viewer'), { ids: await onlyId() })).rejects.toMatchObject({
    code: 'forbidden',
  });
  const { rows } = await listDriftRows(as('viewer'), { state: 'open', ...picked.groups[0] });
  expect(rows.map((row) => row.userId)).toEqual(people);
  await expect(weighPutBack(as('support'), picked)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await weighPutBack(as('marketer'), picked)).toEqual([
    { provider: 'fragment', changes: 3, calls: 3, cannot: 0, perSecond: 25, expectedMs: 120 },
  ]);
  const { runId, count } = await putBackDrift(as('marketer'), picked);
  expect(count).toBe(3);
  const lines = await env.open.pool.query('select operations from changes where run_id = $1', [runId]);
  expect(lines.rows).toEqual(people.map(() => ({ operations: [{ verb: 'update', ...plan('pro') }] })));
  expect(await groups()).toEqual([]);
});

test('a policy decides; a put-back that comes back three times in a day stops itself', async () => {
  await addAdmin();
  await setDriftPolicy(as('admin'), { provider: 'fragment', key: 'plan', rule: 'put-back' });
  await setDriftPolicy(as('admin'), { provider: 'fragment', rule: 'accept' });
  const sendDue = async () => {
    await putBackDue(env.context);
    const { rows } = await env.open.pool.query<{ id: number; actor: string; memberId: string }>(
      `select id, actor, member_id as "memberId" from changes where state = 'queued'`,
    );
    const [line] = rows;
    return line && { ...line, ...(await carryOut(env.context, { id: line.id, claimed: null })) };
  };
  await set('pro');
  await editTags(as('admin'), {
    userId,
    provider: 'fragment',
    operations: [{ verb: 'add', key: 'seat', value: 'owner' }],
  });
  for (let round = 0; round < 3; round += 1) {
    await outside(plan('team'), { key: 'seat', value: `guest ${round}` });
    await read();
    expect(await sendDue()).toMatchObject({ actor: 'Ana', memberId: 'admin', outcome: 'confirmed' });
    expect(await held()).toContain('plan=pro');
    expect(await groups()).toEqual([]);
  }
  await outside(plan('team'));
  await read();
  expect(await sendDue()).toBeUndefined();
  expect(await onUser()).toMatchObject([{ ours: 'pro', theirs: 'team', isStopped: true }]);
  expect(await groups()).toMatchObject([{ isStopped: true, rule: 'put-back' }]);
  expect((await groups('accepted')).map(({ key }) => key)).toEqual(['seat', 'seat', 'seat', 'seat']);
  await expect(setDriftPolicy(as('marketer'), { provider: 'vero', rule: 'ask' })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('a policy of a member who may no longer puts nothing back', async () => {
  await addAdmin();
  await setDriftPolicy(as('admin'), { provider: 'fragment', rule: 'put-back' });
  await set('pro');
  await outside(plan('team'));
  await read();
  await env.open.pool.query(`update members set role = 'viewer' where id = 'admin'`);
  await putBackDue(env.context);
  expect(await onUser()).toMatchObject([{ ours: 'pro', theirs: 'team' }]);
});

test('many by a policy are one run, with its count', async () => {
  await addAdmin();
  await setDriftPolicy(as('admin'), { provider: 'fragment', rule: 'put-back' });
  const people = [userId];
  for (let index = 0; index < 24; index += 1) people.push(await env.person({ fragment: `p-${index}` }));
  const refs = ['ada', ...Array.from({ length: 24 }, (_, index) => `p-${index}`)];
  const operations = [{ verb: 'set' as const, ...plan('pro') }];
  for (const id of people) await editTags(as('admin'), { userId: id, provider: 'fragment', operations });
  await env.control('PUT', 'seed', {
    fragment: refs.map((id) => ({ id, externalId: `ext-${id}`, tags: [plan('team')] })),
  });
  for (const id of people) await refreshUser(as('support'), { userId: id, provider: 'fragment' });
  await putBackDue(env.context);
  const { rows } = await env.open.pool.query(
    `select r.title, r.status, count(*)::int as lines from runs r join changes c on c.run_id = r.id group by r.id`,
  );
  expect(rows).toEqual([{ title: 'Put back differences at FRAGMENT', status: 'running', lines: 25 }]);
  expect(await groups()).toEqual([]);
});
