/** Providers that keep text otherwise than it was sent: read back, settled and taken back by what stands there. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { requireIdentity } from '#lib/domain/changes/require-identity.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import { refreshUser } from '#lib/domain/users/refresh-user.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { listUserHistory } from '../history/list-user-history.ts';
import { undoChange } from '../history/undo-change.ts';
import { closeChanges } from './close-changes.ts';
import { executeChange } from './execute-change.ts';
import { recordChange } from './record-change.ts';
import { settleChange } from './settle-change.ts';
import { settleUnknown } from './settle-unknown.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await createTestEnvironment({ FRAGMENT_TIMEOUT_MS: '400', CAPILLARY_TIMEOUT_MS: '400' });
  await env.control('POST', 'seed', { capillary: { labels: ['VIP'] } });
  await env.control('PUT', 'settings', {
    capillary: { caseSensitive: false },
    fragment: { foldTexts: true },
    cerego: { trimValues: true },
  });
});
afterAll(() => env.stop());
beforeEach(async () => {
  await env.control('DELETE', 'log');
  await env.control('DELETE', 'faults');
});

const add = (key: string, value: string | null = null): Operation => ({ verb: 'add', key, value });
const edit = (userId: number, provider: ProviderId, ...operations: Operation[]) =>
  editTags(env.context, { userId, provider, operations });

async function mirror(userId: number, provider: ProviderId): Promise<string[]> {
  const user = await findUser(env.context, userId);
  const identity = user?.identities.find((candidate) => candidate.provider === provider);
  return (identity?.tags ?? []).map(({ key, value, proof }) => [key, value, proof].filter(Boolean).join(' '));
}

async function writes(provider: ProviderId): Promise<unknown[]> {
  const log = (await env.control('GET', `log?provider=${provider}`)) as { method: string; body: unknown }[];
  return log
    .filter(({ method, body }) => method !== 'GET' && typeof body !== 'string')
    .map(({ body }) => body);
}

const lines = async (userId: number) => (await listUserHistory(env.context, { userId })).lines;

test('Capillary keeps a label in its catalogue’s case: that one is shown, recorded and taken back', async () => {
  const userId = await env.person({ capillary: '7001' });
  const report = await edit(userId, 'capillary', add('vip'));
  expect(report.outcomes).toEqual([
    { outcome: 'confirmed', code: null, message: null, hint: null, kept: { key: 'VIP', value: null } },
  ]);
  expect(await mirror(userId, 'capillary')).toEqual(['VIP confirmed']);
  expect(await undoChange(env.context, { changeId: report.changeId })).toMatchObject({
    outcome: 'confirmed',
    operations: [{ verb: 'remove', key: 'VIP' }],
  });
  expect((await writes('capillary')).at(-1)).toEqual({ add: [], remove: [{ labelName: 'VIP' }] });
  expect(await mirror(userId, 'capillary')).toEqual([]);
  expect((await lines(userId)).at(-1)).toMatchObject({
    undo: { possible: false },
    undoneBy: expect.any(Number),
  });
});

test('FRAGMENT keeps keys and values folded: add, update and their undos go by what is kept', async () => {
  const userId = await env.person({ fragment: 'folding' });
  const added = await edit(userId, 'fragment', add('Cost  Centre', 'Berlin Mitte'));
  expect(added.outcomes).toMatchObject([
    { outcome: 'confirmed', kept: { key: 'cost centre', value: 'berlin mitte' } },
  ]);
  expect(await mirror(userId, 'fragment')).toEqual(['cost centre berlin mitte confirmed']);
  const updated = await edit(userId, 'fragment', { verb: 'update', key: 'cost centre', value: 'Köln' });
  expect(updated.outcomes).toMatchObject([{ outcome: 'confirmed', kept: { value: 'köln' } }]);
  expect(await undoChange(env.context, { changeId: updated.changeId })).toMatchObject({
    outcome: 'confirmed',
    operations: [{ verb: 'update', key: 'cost centre', value: 'berlin mitte' }],
  });
  expect(await undoChange(env.context, { changeId: added.changeId })).toMatchObject({
    outcome: 'confirmed',
    operations: [{ verb: 'remove', key: 'cost centre' }],
  });
  expect(await mirror(userId, 'fragment')).toEqual([]);
});

test('Cerego keeps a value without the spaces that an undo puts back', async () => {
  const userId = await env.person({ cerego: '7002' });
  await env.control('PUT', 'settings', { cerego: { trimValues: false } });
  await env.control('POST', 'seed', {
    cerego: { users: [{ id: '7002', tags: [{ typeId: '5', value: 'Blue ' }] }] },
  });
  await refreshUser(env.context, { userId, provider: 'cerego' });
  await env.control('PUT', 'settings', { cerego: { trimValues: true } });
  const { changeId } = await edit(userId, 'cerego', { verb: 'update', key: 'Team', value: 'Green' });
  const undo = await undoChange(env.context, { changeId });
  expect(undo.operations).toEqual([{ verb: 'update', key: 'Team', value: 'Blue ' }]);
  expect(undo.outcomes).toMatchObject([{ outcome: 'confirmed', kept: { key: 'Team', value: 'Blue' } }]);
  expect(await mirror(userId, 'cerego')).toEqual(['Team Blue confirmed']);
});

test.each([
  ['capillary', '7003', add('vip'), { key: 'VIP', value: null }],
  ['fragment', 'lost', add('Plan', 'Team'), { key: 'plan', value: 'team' }],
] as const)(
  '%s: an answer that was lost is settled by reading what is kept',
  async (provider, id, operation, kept) => {
    const userId = await env.person({ [provider]: id });
    await refreshUser(env.context, { userId, provider });
    await env.control('POST', 'faults', { provider, kind: 'reset-after', match: { body: operation.key } });
    const report = await edit(userId, provider, operation);
    expect(report.outcomes).toMatchObject([{ outcome: 'confirmed', kept }]);
    expect(await undoChange(env.context, { changeId: report.changeId })).toMatchObject({
      outcome: 'confirmed',
      operations: [{ verb: 'remove', key: kept.key }],
    });
  },
);

test('a later look finds what is kept, too', async () => {
  const userId = await env.person({ fragment: 'later' });
  await refreshUser(env.context, { userId, provider: 'fragment' });
  await env.control('POST', 'faults', {
    provider: 'fragment',
    kind: 'timeout',
    applied: false,
    match: { method: 'PATCH' },
  });
  const report = await edit(userId, 'fragment', add('Plan', 'Team'));
  expect(report.outcome).toBe('unknown');
  await env.control('POST', 'seed', {
    fragment: [{ id: 'later', externalId: 'ext-later', tags: [{ key: 'plan', value: 'team' }] }],
  });
  await env.open.pool.query(`begin; set local session_replication_role = replica;
    update changes set settle_at = now() where settle_at is not null; commit`);
  await settleUnknown(env.context, 'fragment', {
    most: 10,
    atOnce: 1,
    close: (closing) => closeChanges(env.context.database, [closing]),
  });
  expect((await lines(userId))[0]).toMatchObject({
    outcome: 'confirmed',
    outcomes: [{ kept: { key: 'plan', value: 'team' } }],
  });
});

test('a label that was renamed there since is taken back by its new name', async () => {
  const userId = await env.person({ fragment: 'renamed' });
  const { changeId } = await edit(userId, 'fragment', add('tier', 'gold'));
  await env.control('PUT', 'settings', { fragment: { foldTexts: false } });
  // Past Tagdesk, as a colleague at the provider would.
  await env.context.providers.get('fragment')?.apply({
    externalId: 'renamed',
    operations: [{ verb: 'remove', key: 'tier', value: null }, add('Tier', 'gold')],
    before: [],
  });
  await refreshUser(env.context, { userId, provider: 'fragment' });
  expect(await undoChange(env.context, { changeId })).toMatchObject({
    outcome: 'confirmed',
    operations: [{ verb: 'remove', key: 'Tier' }],
  });
  await env.control('PUT', 'settings', { fragment: { foldTexts: true } });
});

async function undoOfRemoval(provider: ProviderId, id: string) {
  const userId = await env.person({ [provider]: id });
  const value = provider === 'vero' ? null : 'x';
  await edit(userId, provider, add('vip', value));
  const removal = await edit(userId, provider, { verb: 'remove', key: 'vip', value: null });
  const identity = await requireIdentity(env.context.database, userId, provider);
  const undoId = await recordChange(env.context.database, {
    actor: env.context.actor,
    identity,
    operations: [add('vip', value)],
    note: '',
    undoOf: removal.changeId,
  });
  return { userId, removal, undoId, identity };
}

const putBack = (identityId: number, proof: string, value: string | null) =>
  env.open.pool.query(
    `insert into identity_tags (identity_id, tag_id, proof)
     select $1, id, $2 from tags where key = 'vip' and value is not distinct from $3
       and provider = (select provider from identities where id = $1)`,
    [identityId, proof, value],
  );

test('Vero: what was only accepted does not make an undo done, so it is sent', async () => {
  const { userId, removal, undoId, identity } = await undoOfRemoval('vero', 'proofless');
  await putBack(identity.id, 'accepted', null);
  await env.control('DELETE', 'log');
  await executeChange(env.context, { id: undoId, claimed: null });
  expect(await writes('vero')).toEqual([{ id: 'proofless', add: ['vip'], remove: [] }]);
  const history = await lines(userId);
  expect(history.find(({ id }) => id === undoId)).toMatchObject({ outcome: 'accepted' });
  expect(history.find(({ id }) => id === removal.changeId)).toMatchObject({ undoneBy: undoId });
});

test.each([
  ['shown by a read now', true, 'no-op'],
  ['not there after all', false, 'confirmed'],
] as const)(
  'FRAGMENT: an undo that a person’s word has made needless is looked at: %s',
  async (_, isThere, outcome) => {
    const { userId, removal, undoId, identity } = await undoOfRemoval('fragment', `word-${isThere}`);
    await putBack(identity.id, 'accepted', 'x');
    if (isThere) {
      const id = `word-${isThere}`;
      await env.control('POST', 'seed', {
        fragment: [{ id, externalId: `ext-${id}`, tags: [{ key: 'vip', value: 'x' }] }],
      });
    }
    await env.control('DELETE', 'log');
    await executeChange(env.context, { id: undoId, claimed: null });
    expect(await writes('fragment')).toHaveLength(isThere ? 0 : 1);
    expect(await mirror(userId, 'fragment')).toEqual(['vip x confirmed']);
    const history = await lines(userId);
    expect(history.find(({ id }) => id === undoId)).toMatchObject({ outcome });
    expect(history.find(({ id }) => id === removal.changeId)).toMatchObject({ undoneBy: undoId });
  },
);

test('an undo that is on its way or in doubt is not called undone, and no second one is begun', async () => {
  const { userId, removal, undoId } = await undoOfRemoval('vero', 'doubt');
  const line = async () => (await lines(userId)).find(({ id }) => id === removal.changeId);
  expect(await line()).toMatchObject({ undoneBy: null, undo: { possible: false } });
  await env.control('POST', 'faults', { provider: 'vero', kind: 'reset-before', match: { user: 'doubt' } });
  await executeChange(env.context, { id: undoId, claimed: null });
  expect(await line()).toMatchObject({ undoneBy: null, undo: { possible: false } });
  await expect(undoChange(env.context, { changeId: removal.changeId })).rejects.toThrow('nobody knows yet');
  await settleChange(env.context, { changeId: undoId, verdict: 'not-applied' });
  expect(await line()).toMatchObject({ undoneBy: null, undo: { possible: true } });
});

test.each(['cancelled', 'no-op'])(
  'an undo that was %s and sent nothing leaves the change to be undone',
  async (outcome) => {
    const { userId, removal, undoId } = await undoOfRemoval('vero', `sent-nothing-${outcome}`);
    await env.open.pool.query(
      `update changes set state = 'closed', outcome = $2, closed_at = now(), after = '[]',
       outcomes = jsonb_build_array(jsonb_build_object('outcome', $2::text)) where id = $1`,
      [undoId, outcome],
    );
    const line = (await lines(userId)).find(({ id }) => id === removal.changeId);
    expect(line).toMatchObject({ undoneBy: null, undo: { possible: true } });
  },
);

test.each([
  // Its list, which the fault leaves alone, decides.
  ['fragment', 'other-1', add('plan', 'team'), 'confirmed'],
  ['capillary', '7037', add('VIP'), 'unknown'],
  ['cerego', '84937', add('Region', 'Utah'), 'unknown'],
] as const)(
  '%s answers about somebody else: nothing of it is taken for this user',
  async (provider, id, asked, outcome) => {
    const userId = await env.person({ [provider]: id });
    const before = await mirror(userId, provider);
    await env.control('POST', 'faults', { provider, kind: 'other-user', times: null });
    expect((await edit(userId, provider, asked)).outcome).toBe(outcome);
    const own = [asked.key, asked.value, outcome].filter(Boolean).join(' ');
    expect(await mirror(userId, provider)).toEqual([...before, own]);
  },
);
