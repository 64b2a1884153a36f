import { afterEach, beforeEach, expect, test } from 'vitest';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import { refreshUser } from '#lib/domain/users/refresh-user.ts';
import type { Operation } from '#lib/providers/contract.ts';
import { pullsOf } from '#lib/testing/pulls.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { listUserHistory } from '../history/list-user-history.ts';
import { undoChange } from '../history/undo-change.ts';
import { closeChanges } from './close-changes.ts';
import { settleUnknown } from './settle-unknown.ts';

let env: TestEnvironment;
let userId: number;
beforeEach(async () => {
  env = await createTestEnvironment();
  userId = await env.person({ fragment: 'ada' });
});
afterEach(() => env.stop());

const add = (key: string, value: string): Operation => ({ verb: 'add', key, value });
const edit = (...operations: Operation[]) =>
  editTags(env.context, { userId, provider: 'fragment', operations });
const plan = add('plan', 'team');

const fault = () =>
  env.control('POST', 'faults', {
    provider: 'fragment',
    kind: 'reset-before',
    match: { method: 'PATCH' },
  });
const arrive = (key: string, value: string) =>
  env.control('POST', 'seed', {
    fragment: [{ id: 'ada', externalId: 'ext-ada', tags: [{ key, value }] }],
  });

/** An edit that was not applied and whose answer was lost; `seconds` later the worker looks. */
async function lose(seconds: number | null, operation = plan): Promise<number> {
  await fault();
  const { changeId, outcome } = await edit(operation);
  expect(outcome).toBe('unknown');
  if (seconds !== null) await lookAfter(changeId, seconds);
  return changeId;
}

async function lookAfter(changeId: number, seconds: number): Promise<void> {
  await env.open.pool.query(
    `update changes set unknown_at = now() - make_interval(secs => $2), settle_at = now() where id = $1`,
    [changeId, seconds],
  );
  await settleUnknown(env.context, 'fragment', {
    most: 10,
    atOnce: 1,
    close: (closing) => closeChanges(env.context.database, [closing]),
  });
}

const lines = async () => (await listUserHistory(env.context, { userId })).lines;
const lineOf = async (id: number) => (await lines()).find((line) => line.id === id);

async function shown(): Promise<string[]> {
  const user = await findUser(env.context, userId);
  return (user?.identities[0]?.tags ?? []).map(({ key, value, proof }) => `${key}=${value} ${proof}`);
}

const refresh = () => refreshUser(env.as({ name: 'Bea' }), { userId, provider: 'fragment' });
const ways = {
  'a member’s refresh': refresh,
  'a pull': () => pullsOf(env).pull('fragment'),
  'the answer to another edit': () => edit(add('seat', 'owner')),
  'a look at another change': async () => lose(3, add('seat', 'owner')),
};

test.each(
  Object.entries(ways).flatMap(([name, read]) => [
    { name, read, was: 'failed', seconds: 600 },
    { name, read, was: 'unknown', seconds: 3 },
    { name, read, was: 'unknown, never looked at', seconds: null },
  ]),
)(
  '$name shows what ended $was: the line is corrected, by no member’s doing',
  async ({ read, was, seconds }) => {
    const changeId = await lose(seconds);
    const before = await lineOf(changeId);
    expect(before?.outcome).toBe(was.split(',')[0]);
    await arrive('plan', 'team');
    await read();
    const corrected = await lineOf(changeId);
    expect(corrected).toMatchObject({ outcome: 'confirmed', settle: false, looksAgainAt: null });
    expect(corrected?.outcomes?.[0]).toMatchObject({ corrected: before?.outcomes?.[0] });
    expect(corrected?.closedAt).toBe(before?.closedAt);
    const told = (await lines()).filter(({ kind }) => kind === 'refresh');
    expect(told).toMatchObject([
      {
        actor: 'FRAGMENT',
        memberId: null,
        operations: [plan],
        note: expect.stringContaining(`change ${changeId}`),
      },
    ]);
    expect(await shown()).toContain('plan=team confirmed');
  },
);

test('what a refresh finds besides is a line of its own', async () => {
  await lose(600);
  await arrive('plan', 'team');
  await arrive('seat', 'owner');
  expect(await refresh()).toMatchObject([{ state: 'read', drift: 2 }]);
  const told = (await lines()).filter(({ kind }) => kind === 'refresh');
  expect(told.map(({ actor, noticedBy, operations }) => [actor, noticedBy, operations])).toEqual([
    ['FRAGMENT', 'Bea', [add('seat', 'owner')]],
    ['FRAGMENT', 'Bea', [plan]],
  ]);
});

test('a refresh that does not show it leaves what is unknown unknown, in the line and on the screen', async () => {
  const changeId = await lose(10);
  expect(await refresh()).toMatchObject([{ state: 'read', drift: 0 }]);
  expect(await lineOf(changeId)).toMatchObject({ outcome: 'unknown' });
  expect(await shown()).toEqual(['plan=team unknown']);
  await arrive('plan', 'team');
  await lookAfter(changeId, 30);
  expect(await lineOf(changeId)).toMatchObject({ outcome: 'confirmed' });
});

test.each([
  ['made it', async () => void (await edit(plan))],
  ['may have made it', async () => void (await lose(null))],
])('a later change that %s wins: the earlier line stays as it ended', async (_, later) => {
  const changeId = await lose(600);
  await later();
  await arrive('plan', 'team');
  await refresh();
  expect(await lineOf(changeId)).toMatchObject({ outcome: 'failed' });
});

test('a corrected change can be undone', async () => {
  const changeId = await lose(600);
  await arrive('plan', 'team');
  await refresh();
  expect(await undoChange(env.context, { changeId })).toMatchObject({ outcome: 'confirmed' });
  expect(await shown()).toEqual([]);
});
