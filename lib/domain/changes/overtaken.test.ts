/** A later change that went through on the same tag closes the question what became of an earlier one. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countWaiting } from '#lib/domain/history/count-waiting.ts';
import { listHistory } from '#lib/domain/history/list-history.ts';
import { listUserHistory } from '#lib/domain/history/list-user-history.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { closeChanges } from './close-changes.ts';
import { settleChange } from './settle-change.ts';
import { settleMany } from './settle-many.ts';
import { settleUnknown } from './settle-unknown.ts';

let env: TestEnvironment;
let userId: number;
beforeEach(async () => {
  env = await createTestEnvironment();
  userId = await env.person({ vero: '0042', fragment: 'ada' });
});
afterEach(() => env.stop());

const add = (key: string): Operation => ({ verb: 'add', key, value: null });
const remove = (key: string): Operation => ({ verb: 'remove', key, value: null });
const edit = (operations: Operation[], provider: ProviderId = 'vero') =>
  editTags(env.context, { userId, provider, operations });

async function lose(operations: Operation[], provider: ProviderId = 'vero'): Promise<number> {
  await env.control('POST', 'faults', {
    provider,
    kind: 'reset-after',
    match: { method: provider === 'vero' ? 'PUT' : 'PATCH' },
  });
  const { changeId, outcome } = await edit(operations, provider);
  expect(outcome).toBe('unknown');
  return changeId;
}

const lineOf = async (id: number) =>
  (await listUserHistory(env.context, { userId })).lines.find((line) => line.id === id);
const listed = async () =>
  (await listHistory(env.context, { view: 'waiting' })).entries.map((entry) =>
    entry.entry === 'change' ? entry.change.id : entry.event.kind,
  );

/** The badge says as many as the list shows. */
async function waiting(): Promise<number[]> {
  const ids = await listed();
  expect(await countWaiting(env.context)).toMatchObject({ outcomes: { count: ids.length, isMore: false } });
  return ids.map(Number);
}

async function shown(): Promise<string[]> {
  const user = await findUser(env.context, userId);
  return (user?.identities ?? []).flatMap(({ tags }) => tags.map(({ key, proof }) => `${key} ${proof}`));
}

test('an unknown addition asks until a removal of the same tag was accepted', async () => {
  const changeId = await lose([add('vip')]);
  expect(await lineOf(changeId)).toMatchObject({ settle: true, overtakenBy: null });
  expect(await waiting()).toEqual([changeId]);
  await edit([add('other')]);
  expect(await waiting()).toEqual([changeId]);

  const later = await edit([remove('vip')]);
  expect(later.outcome).toBe('accepted');
  expect(await lineOf(changeId)).toMatchObject({
    outcome: 'unknown',
    settle: false,
    overtakenBy: later.changeId,
  });
  expect(await waiting()).toEqual([]);
  expect(await shown()).toEqual(['other accepted']);
});

test('nobody can settle what was overtaken: the tag stays as the later change left it', async () => {
  const changeId = await lose([add('vip')]);
  await edit([remove('vip')]);
  for (const verdict of ['applied', 'not-applied', 'send-again'])
    await expect(settleChange(env.context, { changeId, verdict })).rejects.toMatchObject({
      code: 'conflict',
    });
  expect(await settleMany(env.context, [changeId], 'applied')).toBe(0);
  expect(await shown()).toEqual([]);
});

test('of several tags only those are asked about that no later change was about', async () => {
  const changeId = await lose([add('vip'), add('trial')]);
  await edit([remove('vip')]);
  expect(await waiting()).toEqual([changeId]);
  await settleChange(env.context, { changeId, verdict: 'applied' });
  expect(await shown()).toEqual(['trial accepted']);
  expect((await lineOf(changeId))?.outcomes?.map(({ outcome }) => outcome)).toEqual(['unknown', 'accepted']);
  expect(await waiting()).toEqual([]);
});

test('a later change that did not go through, or is unknown itself, answers nothing', async () => {
  const first = await lose([add('vip')]);
  const second = await lose([remove('vip')]);
  expect(await waiting()).toEqual([second, first]);
  await settleChange(env.context, { changeId: second, verdict: 'not-applied' });
  expect(await waiting()).toEqual([first]);
});

test('what counts is when it was sent, not when it was asked for: an edit goes before a run’s older line', async () => {
  const changeId = await lose([add('vip')]);
  const removal = (sentAt: string) =>
    env.open.pool.query(
      `insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, before, after, outcomes,
        outcome, state, sent_at, closed_at)
      select kind, user_id, identity_id, provider, external_id, actor, '[{"verb": "remove", "key": "vip", "value": null}]',
        '[]', '[]', '[{"outcome": "accepted", "code": null, "message": null, "hint": null}]', 'accepted', 'closed',
        ${sentAt}, now() from changes where id = $1`,
      [changeId],
    );
  await removal(`now() - interval '1 minute'`);
  expect(await waiting()).toEqual([changeId]);
  await removal('now()');
  expect(await waiting()).toEqual([]);
});

test('a look at an overtaken change leaves the tag as the later one left it', async () => {
  await env.control('POST', 'faults', {
    provider: 'fragment',
    kind: 'reset-before',
    match: { method: 'PATCH' },
  });
  const lost = await edit([{ verb: 'add', key: 'plan', value: 'team' }], 'fragment');
  expect(lost.outcome).toBe('unknown');
  await edit([{ verb: 'set', key: 'plan', value: 'pro' }], 'fragment');
  await edit([remove('plan')], 'fragment');
  await env.open.pool.query('update changes set settle_at = now() where id = $1', [lost.changeId]);
  await settleUnknown(env.context, 'fragment', {
    most: 10,
    atOnce: 1,
    close: (closing) => closeChanges(env.context.database, [closing]),
  });
  expect(await shown()).toEqual([]);
  expect(await lineOf(lost.changeId)).toMatchObject({
    outcome: 'unknown',
    settle: false,
    looksAgainAt: null,
  });
  expect(await waiting()).toEqual([]);
});

test('who may not read the history is told no number', async () => {
  await expect(countWaiting(env.as({ role: 'second step missing' }))).rejects.toMatchObject({
    code: 'forbidden',
  });
});
