import { afterAll, beforeAll, expect, test } from 'vitest';
import { expireLeases } from '#lib/domain/changes/leases.ts';
import { requireIdentity } from '#lib/domain/changes/require-identity.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { createRegistry } from '#lib/providers/registry.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { sendDue } from '#lib/worker/recover-changes.ts';
import { listUserHistory } from '../history/list-user-history.ts';
import { undoChange } from '../history/undo-change.ts';
import { claimChanges } from './claim-changes.ts';
import { recordChange } from './record-change.ts';
import { settleChange } from './settle-change.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await createTestEnvironment({ VERO_TIMEOUT_MS: '400', FRAGMENT_TIMEOUT_MS: '400' });
});
afterAll(() => env.stop());

const add = (key: string, value: string | null = null): Operation => ({ verb: 'add', key, value });
const edit = (userId: number, provider: ProviderId, ...operations: Operation[]) =>
  editTags(env.context, { userId, provider, operations });

async function shown(userId: number, provider: ProviderId): Promise<string[]> {
  const user = await findUser(env.context, userId);
  const identity = user?.identities.find((candidate) => candidate.provider === provider);
  return (identity?.tags ?? []).map(
    ({ key, value, proof }) => `${key}${value === null ? '' : `=${value}`} ${proof}`,
  );
}

async function held(provider: ProviderId, id: string): Promise<string> {
  return JSON.stringify(await env.control('GET', `state?provider=${provider}&id=${encodeURIComponent(id)}`));
}

async function writesLogged(provider: ProviderId): Promise<number> {
  const log = (await env.control('GET', `log?provider=${provider}`)) as {
    method: string;
    applied: boolean;
  }[];
  return log.filter((entry) => entry.method !== 'GET' && entry.applied).length;
}

test('a Vero tag is accepted, a FRAGMENT tag confirmed, and both stand at the provider', async () => {
  const userId = await env.person({ vero: '0042', fragment: 'user_a' });
  expect(await edit(userId, 'vero', add('prospect'))).toMatchObject({ outcome: 'accepted', pending: false });
  expect(await edit(userId, 'fragment', add('department', 'engineering'))).toMatchObject({
    outcome: 'confirmed',
  });
  expect(await shown(userId, 'vero')).toEqual(['prospect accepted']);
  expect(await shown(userId, 'fragment')).toEqual(['department=engineering confirmed']);
  expect(await held('vero', '0042')).toContain('prospect');
  expect(await held('fragment', 'user_a')).toContain('engineering');
});

test('a refused label leaves the others applied and says which one', async () => {
  const userId = await env.person({ capillary: '9007199254740993' });
  const report = await edit(userId, 'capillary', add('Premium Customer'), add('No such label'));
  expect(report.outcomes.map(({ outcome, code }) => [outcome, code])).toEqual([
    ['confirmed', null],
    ['refused', '33000'],
  ]);
  expect(await shown(userId, 'capillary')).toEqual(['Premium Customer confirmed']);
});

test('undo makes the inverse from the recorded before-state, once', async () => {
  const userId = await env.person({ fragment: 'user_b', cerego: '77' });
  await edit(userId, 'fragment', add('plan', 'free'));
  const update = await edit(userId, 'fragment', { verb: 'update', key: 'plan', value: 'team' });
  expect(await undoChange(env.context, { changeId: update.changeId })).toMatchObject({
    outcome: 'confirmed',
  });
  expect(await shown(userId, 'fragment')).toEqual(['plan=free confirmed']);
  await expect(undoChange(env.context, { changeId: update.changeId })).rejects.toThrow('already undone');

  const region = await edit(userId, 'cerego', add('Region', 'California'));
  expect(region.outcome).toBe('confirmed');
  await expect(undoChange(env.context, { changeId: region.changeId })).rejects.toThrow(
    'Cerego cannot remove',
  );
});

test('a Cerego value can be updated right after it was added, by the id that its answer gave', async () => {
  const userId = await env.person({ cerego: '79' });
  await edit(userId, 'cerego', add('Team', 'Blue'));
  await env.control('DELETE', 'log');
  const update = await edit(userId, 'cerego', { verb: 'update', key: 'Team', value: 'Green' });
  expect(update).toMatchObject({ outcome: 'confirmed' });
  const log = (await env.control('GET', 'log?provider=cerego')) as { method: string }[];
  expect(log.map(({ method }) => method)).toEqual(['PUT']);
  expect(await shown(userId, 'cerego')).toEqual(['Team=Green confirmed']);
});

test('undo leaves alone what somebody changed since', async () => {
  const userId = await env.person({ fragment: 'user_c' });
  const first = await edit(userId, 'fragment', add('seat', 'viewer'));
  await edit(userId, 'fragment', { verb: 'update', key: 'seat', value: 'owner' });
  await expect(undoChange(env.context, { changeId: first.changeId })).rejects.toThrow('changed since');
  expect(await shown(userId, 'fragment')).toEqual(['seat=owner confirmed']);
});

test('two editors at once do not lose each other’s tags, and the provider sees one call at a time', async () => {
  const userId = await env.person({ capillary: '555' });
  const labels = ['Premium Customer', 'Birthday club', 'Lapsed'];
  const reports = await Promise.all(labels.map((label) => edit(userId, 'capillary', add(label))));
  expect(reports.map(({ outcome }) => outcome)).toEqual(['confirmed', 'confirmed', 'confirmed']);
  expect(await shown(userId, 'capillary')).toEqual(labels.toSorted().map((label) => `${label} confirmed`));
});

test('no answer from Vero is unknown until a person says what happened', async () => {
  const userId = await env.person({ vero: 'slow' });
  await env.control('POST', 'faults', { provider: 'vero', kind: 'timeout', match: { user: 'slow' } });
  const report = await edit(userId, 'vero', add('webinar'));
  expect(report.outcome).toBe('unknown');
  expect(await shown(userId, 'vero')).toEqual(['webinar unknown']);
  expect(
    await settleChange(env.context, { changeId: report.changeId, verdict: 'not-applied' }),
  ).toMatchObject({
    outcome: 'failed',
  });
  expect(await shown(userId, 'vero')).toEqual([]);
});

test('an unknown Vero edit can be sent again, in the same line of the ledger', async () => {
  const userId = await env.person({ vero: 'again' });
  await env.control('POST', 'faults', { provider: 'vero', kind: 'reset-before', match: { user: 'again' } });
  const report = await edit(userId, 'vero', add('vip'));
  expect(report.outcome).toBe('unknown');
  const settled = await settleChange(env.context, { changeId: report.changeId, verdict: 'send-again' });
  expect(settled).toMatchObject({ changeId: report.changeId, outcome: 'accepted' });
  expect(await held('vero', 'again')).toContain('vip');
});

test('Vero calling a repeat of our own attempt a duplicate means that the first one arrived', async () => {
  const userId = await env.person({ vero: 'twice' });
  await env.control('PUT', 'settings', { vero: { duplicateWindowMs: 60_000 } });
  await env.control('POST', 'faults', { provider: 'vero', kind: 'reset-after', match: { user: 'twice' } });
  const report = await edit(userId, 'vero', add('vip'));
  expect(report.outcome).toBe('unknown');
  const settled = await settleChange(env.context, { changeId: report.changeId, verdict: 'send-again' });
  expect(settled).toMatchObject({
    outcome: 'accepted',
    outcomes: [{ message: 'Request already received.' }],
  });
  expect(await held('vero', 'twice')).toContain('vip');
});

test('a connection lost after FRAGMENT applied the change is settled by reading, without a second call', async () => {
  const userId = await env.person({ fragment: 'user_d' });
  const before = await writesLogged('fragment');
  await env.control('POST', 'faults', {
    provider: 'fragment',
    kind: 'reset-after',
    match: { method: 'PATCH' },
  });
  expect(await edit(userId, 'fragment', add('tier', 'gold'))).toMatchObject({ outcome: 'confirmed' });
  expect(await shown(userId, 'fragment')).toEqual(['tier=gold confirmed']);
  expect(await writesLogged('fragment')).toBe(before + 1);
});

test('a 429 with a long wait queues the change, which the worker sends once when its time has come', async () => {
  // An environment of its own: the provider's pause holds for the whole process.
  const other = await createTestEnvironment();
  try {
    const userId = await other.person({ fragment: 'user_e' });
    await other.control('POST', 'faults', {
      provider: 'fragment',
      kind: 'rate-limit',
      retryAfter: 30,
      match: { method: 'PATCH' },
    });
    const asked = { userId, provider: 'fragment', operations: [add('plan', 'team')] };
    const report = await editTags(other.context, asked);
    expect(report).toMatchObject({ pending: true, outcome: 'pending' });
    expect((await findUser(other.context, userId))?.identities[0]?.open).toHaveLength(1);

    await other.open.pool.query(
      // Replicas pass the guard that forbids changing a line's time.
      `begin; set local session_replication_role = replica;
       update changes set not_before = now() - interval '5 s', created_at = now() - interval '9 s'; commit`,
    );
    const later = createRegistry(readSettings(other.environment).providers);
    expect(await sendDue({ ...other.context, providers: later }, 'fragment')).toBe(1);
    await later.close();
    const [line] = (await listUserHistory(other.context, { userId })).lines;
    expect(line).toMatchObject({ outcome: 'confirmed', id: report.changeId });
  } finally {
    await other.stop();
  }
});

test.each([
  ['sent and lost', true],
  ['never sent', false],
])('a sender that dies is found, and its change is finished exactly once: %s', async (_, applied) => {
  const ref = applied ? 'user_f' : 'user_g';
  const userId = await env.person({ vero: ref, fragment: ref });
  const identity = await requireIdentity(env.context.database, userId, 'fragment');
  const operations = [add('plan', 'scale')];
  const changeId = await recordChange(env.context.database, {
    actor: env.context.actor,
    identity,
    operations,
    note: '',
  });
  await claimChanges(env.context.database, [changeId]);
  if (applied)
    await env.control('POST', 'seed', {
      fragment: [{ id: ref, externalId: `ext-${ref}`, tags: [{ key: 'plan', value: 'scale' }] }],
    });
  await env.open.pool.query(`update changes set lease_until = now() - interval '1 s' where id = $1`, [
    changeId,
  ]);
  expect(await expireLeases(env.context.database)).toBe(1);
  await sendDue(env.context, 'fragment');
  const history = await listUserHistory(env.context, { userId });
  expect(history.lines.map(({ outcome }) => outcome)).toEqual(['confirmed']);
  expect(await shown(userId, 'fragment')).toEqual(['plan=scale confirmed']);
});

test('what is sent after looking first is in the mirror, beside what the look showed', async () => {
  const userId = await env.person({ cerego: '80' });
  await env.control('POST', 'seed', {
    cerego: { users: [{ id: '80', tags: [{ typeId: '5', value: 'Blue' }] }] },
  });
  const identity = await requireIdentity(env.context.database, userId, 'cerego');
  const asked = { actor: env.context.actor, identity, operations: [add('Region', 'Nevada')], note: '' };
  const changeId = await recordChange(env.context.database, asked);
  await claimChanges(env.context.database, [changeId]);
  await env.open.pool.query(`update changes set lease_until = now() - interval '1 s' where id = $1`, [
    changeId,
  ]);
  expect(await expireLeases(env.context.database)).toBe(1);
  await sendDue(env.context, 'cerego');
  expect(await shown(userId, 'cerego')).toEqual(['Region=Nevada confirmed', 'Team=Blue confirmed']);
});

test('rules, roles and missing identities are refused before anything is recorded', async () => {
  const userId = await env.person({ fragment: 'user_h', cerego: '78' });
  await expect(edit(userId, 'fragment', add('a'.repeat(51), 'x'))).rejects.toMatchObject({ code: 'invalid' });
  await expect(edit(userId, 'fragment', add('a', 'x'), add('a', 'y'))).rejects.toThrow('twice');
  await expect(edit(userId, 'cerego', add('Planet', 'Mars'))).rejects.toThrow('not a tag type');
  await expect(edit(userId, 'cerego', { verb: 'remove', key: 'Region', value: null })).rejects.toThrow(
    'cannot remove',
  );
  await expect(edit(userId, 'vero', add('x'))).rejects.toMatchObject({ code: 'not-found' });
  const viewer = env.as({ role: 'viewer' });
  const asked = { userId, provider: 'fragment', operations: [add('a', 'b')] };
  await expect(editTags(viewer, asked)).rejects.toMatchObject({ code: 'forbidden' });
  expect((await listUserHistory(env.context, { userId })).lines).toEqual([]);
});
