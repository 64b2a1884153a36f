/** Existing tags can be removed and updated by their exact key, whatever the rules. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { undoChange } from '#lib/domain/history/undo-change.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import { refreshUser } from '#lib/domain/users/refresh-user.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { TestEnvironment } from '#lib/testing/test-environment.ts';
import { openWithWorker } from '#lib/testing/worker.ts';
import { editTags } from './edit-tags.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await openWithWorker({ CEREGO_TAG_TYPES: '5=Team' });
});
afterAll(() => env.stop());
beforeEach(() => env.control('DELETE', 'log'));

const remove = (key: string): Operation => ({ verb: 'remove', key, value: null });
const edit = (userId: number, provider: ProviderId, ...operations: Operation[]) =>
  editTags(env.context, { userId, provider, operations });

async function imported(userId: number, provider: ProviderId, key: string): Promise<void> {
  await env.open.pool.query(
    `with made as (insert into tags (provider, key) values ($2, $3) returning id)
     insert into identity_tags (identity_id, tag_id, proof)
     select i.id, made.id, 'imported' from made, identities i where i.user_id = $1 and i.provider = $2`,
    [userId, provider, key],
  );
}

async function bodies(provider: ProviderId): Promise<unknown[]> {
  const log = (await env.control('GET', `log?provider=${provider}`)) as { method: string; body: unknown }[];
  return log.filter(({ method }) => method !== 'GET').map(({ body }) => body);
}

async function keys(userId: number, provider: ProviderId): Promise<string[]> {
  const user = await findUser(env.context, userId);
  const identity = user?.identities.find((candidate) => candidate.provider === provider);
  return (identity?.tags ?? []).map(({ key, value }) => `${key}${value === null ? '' : `=${value}`}`);
}

async function atFragment(id: string, tags: Record<string, string>): Promise<number> {
  const userId = await env.person({ fragment: id });
  const held = Object.entries(tags).map(([key, value]) => ({ key, value }));
  await env.control('POST', 'seed', { fragment: [{ id, externalId: `ext-${id}`, tags: held }] });
  await refreshUser(env.context, { userId, provider: 'fragment' });
  await env.control('DELETE', 'log');
  return userId;
}

test.each([' a', 'a ', 'a/b', 'a:b', '#', ' ', '\u00A0', 'k'.repeat(60)])(
  'FRAGMENT: the key %j that is there is removed and updated as it is',
  async (key) => {
    const id = `odd-${encodeURIComponent(key).slice(0, 20)}`;
    const userId = await atFragment(id, { [key]: 'x', a: 'kept' });
    expect(await edit(userId, 'fragment', remove(key))).toMatchObject({ outcome: 'confirmed' });
    expect((await bodies('fragment')).at(-1)).toEqual({ tags: { delete: [{ key }] } });
    expect(await keys(userId, 'fragment')).toEqual(['a=kept']);
  },
);

test('FRAGMENT: a key that is there is updated as it is; whether such a key can be written is FRAGMENT’s answer', async () => {
  const userId = await atFragment('odd-update', { ' a': 'x', 'a/b': 'y' });
  expect(await edit(userId, 'fragment', { verb: 'update', key: ' a', value: 'z' })).toMatchObject({
    outcome: 'confirmed',
  });
  expect(await keys(userId, 'fragment')).toEqual([' a=z', 'a/b=y']);
  const second = await edit(userId, 'fragment', { verb: 'update', key: 'a/b', value: 'z' });
  expect(second.outcomes).toMatchObject([
    { outcome: 'refused', message: expect.stringContaining('must not') },
  ]);
  await expect(edit(userId, 'fragment', { verb: 'update', key: ' a', value: 'no/slash' })).rejects.toThrow(
    '/',
  );
});

test('FRAGMENT: an undo tries an earlier value that today’s rules refuse, and FRAGMENT’s answer stands', async () => {
  const userId = await atFragment('odd-value', { plan: 'a/b', seat: ' spaced ' });
  const plan = await edit(userId, 'fragment', { verb: 'update', key: 'plan', value: 'team' });
  const undo = await undoChange(env.context, { changeId: plan.changeId });
  expect(undo).toMatchObject({
    operations: [{ verb: 'update', key: 'plan', value: 'a/b' }],
    outcomes: [{ outcome: 'refused', message: expect.stringContaining('must not contain') }],
  });
  const seat = await edit(userId, 'fragment', { verb: 'update', key: 'seat', value: 'one' });
  expect(await undoChange(env.context, { changeId: seat.changeId })).toMatchObject({
    outcome: 'confirmed',
  });
  expect(await keys(userId, 'fragment')).toEqual(['plan=team', 'seat= spaced ']);
});

test.each(['promo ', ' promo', 'promo\u00A0'])('Vero: the tag %j is removed as it is', async (key) => {
  const id = `odd ${encodeURIComponent(key)}`;
  const userId = await env.person({ vero: id });
  await imported(userId, 'vero', key);
  expect(await edit(userId, 'vero', remove(key))).toMatchObject({ outcome: 'accepted' });
  expect(await bodies('vero')).toEqual([{ id, add: [], remove: [key] }]);
  expect(await keys(userId, 'vero')).toEqual([]);
});

test.each([' Gold', 'Gold ', 'g'.repeat(120)])(
  'Capillary: the label %j is removed as it is, and the read decides',
  async (key) => {
    const id = String(8_000 + key.length + (key.startsWith(' ') ? 500 : 0));
    const userId = await env.person({ capillary: id });
    await env.control('POST', 'seed', {
      capillary: { labels: [key], customers: [{ userId: id, labels: [key, 'Lapsed'] }] },
    });
    await refreshUser(env.context, { userId, provider: 'capillary' });
    await env.control('DELETE', 'log');
    expect(await edit(userId, 'capillary', remove(key))).toMatchObject({ outcome: 'confirmed' });
    expect(await bodies('capillary')).toEqual([{ add: [], remove: [{ labelName: key }] }]);
    expect(await keys(userId, 'capillary')).toEqual(['Lapsed']);
  },
);

test('Capillary: a blank label is asked for as it is, and a refusal is told in its words', async () => {
  const userId = await env.person({ capillary: '8901' });
  await env.control('POST', 'seed', { capillary: { customers: [{ userId: '8901', labels: [' '] }] } });
  await refreshUser(env.context, { userId, provider: 'capillary' });
  await env.control('DELETE', 'log');
  const { outcome, outcomes } = await edit(userId, 'capillary', remove(' '));
  expect({ outcome, message: outcomes?.[0]?.message }).toEqual({
    outcome: 'refused',
    message: expect.any(String),
  });
  expect(await bodies('capillary')).toEqual([{ add: [], remove: [{ labelName: ' ' }] }]);
  expect(await keys(userId, 'capillary')).toEqual([' ']);
});

test('Capillary: a blank label that stays all the same is not called removed', async () => {
  const userId = await env.person({ capillary: '8900' });
  await env.control('POST', 'seed', { capillary: { customers: [{ userId: '8900', labels: [' '] }] } });
  await refreshUser(env.context, { userId, provider: 'capillary' });
  const body = JSON.stringify({ entity: 8900, warnings: [] });
  const match = { method: 'POST', user: '8900' };
  await env.control('POST', 'faults', { provider: 'capillary', kind: 'status', status: 200, body, match });
  expect(await edit(userId, 'capillary', remove(' '))).toMatchObject({ outcome: 'unknown' });
  expect(await keys(userId, 'capillary')).toEqual([' ']);
});

test('Cerego: a value of a type that is not configured here is updated by its own id', async () => {
  const userId = await env.person({ cerego: '8950' });
  await env.control('POST', 'seed', {
    cerego: { users: [{ id: '8950', tags: [{ typeId: '3', value: 'Nevada' }] }] },
  });
  await refreshUser(env.context, { userId, provider: 'cerego' });
  expect(await keys(userId, 'cerego')).toEqual(['Type 3=Nevada']);
  expect(await edit(userId, 'cerego', { verb: 'update', key: 'Type 3', value: 'Utah' })).toMatchObject({
    outcome: 'confirmed',
  });
  await expect(edit(userId, 'cerego', { verb: 'update', key: 'Type 9', value: 'x' })).rejects.toThrow(
    'not a tag type',
  );
  await expect(edit(userId, 'cerego', { verb: 'add', key: 'Type 3', value: 'x' })).rejects.toThrow(
    'not a tag type',
  );
});

test('what is not there is trimmed and judged by the rules, and nothing is sent', async () => {
  const userId = await atFragment('odd-none', { a: 'x', b: 'y' });
  await expect(edit(userId, 'fragment', remove('a/b'))).rejects.toMatchObject({
    code: 'invalid',
    fields: { 'operations.0.key': expect.stringContaining('“/” is not allowed') },
  });
  await expect(edit(userId, 'fragment', remove('a'), remove(' a'))).rejects.toThrow('named twice');
  await expect(edit(userId, 'fragment', remove('  '))).rejects.toThrow('blank');
  await expect(edit(userId, 'fragment', { verb: 'add', key: 'a/b', value: 'x' })).rejects.toThrow('/');
  expect(await bodies('fragment')).toEqual([]);
  expect(await edit(userId, 'fragment', remove(' a '))).toMatchObject({ outcome: 'confirmed' });
  expect(await keys(userId, 'fragment')).toEqual(['b=y']);
});

test('two keys that differ in a space are two tags, each removed as itself', async () => {
  const userId = await atFragment('odd-two', { a: 'x', ' a': 'y', b: 'z' });
  expect(
    await edit(userId, 'fragment', remove(' a'), { verb: 'update', key: 'a', value: 'n' }),
  ).toMatchObject({
    outcome: 'confirmed',
  });
  expect(await keys(userId, 'fragment')).toEqual(['a=n', 'b=z']);
});
