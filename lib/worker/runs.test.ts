import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listUserHistory } from '#lib/domain/history/list-user-history.ts';
import { undoChange } from '#lib/domain/history/undo-change.ts';
import { cancelRun } from '#lib/domain/runs/cancel-run.ts';
import { createRun } from '#lib/domain/runs/create-run.ts';
import { forgetTargets } from '#lib/domain/runs/delete-old-targets.ts';
import { findRun } from '#lib/domain/runs/find-run.ts';
import { listCauses } from '#lib/domain/runs/list-causes.ts';
import { listResults } from '#lib/domain/runs/list-results.ts';
import { listTargets } from '#lib/domain/runs/list-targets.ts';
import { pauseRun } from '#lib/domain/runs/pause-run.ts';
import { resumeRun } from '#lib/domain/runs/resume-run.ts';
import { retryRun } from '#lib/domain/runs/retry-run.ts';
import { startRun } from '#lib/domain/runs/start-run.ts';
import { undoRun } from '#lib/domain/runs/undo-run.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { listCatalogue } from '#lib/domain/tags/list-catalogue.ts';
import { markTag } from '#lib/domain/tags/mark-tag.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import type { TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd, openWithWorker, planned, runWhen, started, writesPerUser } from '#lib/testing/worker.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await openWithWorker({
    VERO_TIMEOUT_MS: '800',
    FRAGMENT_TIMEOUT_MS: '800',
    CAPILLARY_TIMEOUT_MS: '800',
  });
});
afterAll(() => env.stop());

const add = (key: string, value: string | null = null) => ({ verb: 'add' as const, key, value });
const finished = (runId: number) => runWhen(env, runId, ({ status }) => status === 'finished');

test('a plan tells changes from no-ops, missing identities and refusals, and sends nothing', async () => {
  const ids = await crowd(env, 6, ['fragment'], 100);
  const [held = 0, other = 0] = ids;
  const [alone = 0] = await crowd(env, 1, ['vero'], 110);
  await editTags(env.context, { userId: held, provider: 'fragment', operations: [add('plan', 'team')] });
  await editTags(env.context, { userId: other, provider: 'fragment', operations: [add('plan', 'free')] });
  const run = await planned(env, {
    source: { kind: 'users', userIds: [...ids, alone] },
    operations: [{ provider: 'fragment', operations: [add('plan', 'team')] }],
  });
  expect(run).toMatchObject({
    status: 'planned',
    users: 7,
    changes: 4,
    title: 'Add plan = team at FRAGMENT',
  });
  expect(run.providers[0]?.plan).toMatchObject({ change: 4, noOp: 1, noIdentity: 1, refused: 1, calls: 4 });
  const { targets } = await listTargets(env.context, { runId: run.id, status: 'refused' });
  expect(targets).toMatchObject([
    {
      userId: other,
      reason: expect.stringContaining('update it instead'),
      before: [{ key: 'plan', value: 'free' }],
    },
  ]);
});

test('one operation for three providers runs through the ledger to the end', async () => {
  const ids = await crowd(env, 30, ['vero', 'capillary', 'fragment'], 200);
  const runId = await started(env, {
    name: 'Premium',
    note: 'Campaign',
    source: { kind: 'users', userIds: ids },
    operations: [
      { provider: 'vero', operations: [add('premium')] },
      { provider: 'capillary', operations: [add('Premium Customer'), add('Lapsed')] },
      { provider: 'fragment', operations: [add('plan', 'premium')] },
    ],
  });
  const run = await finished(runId);
  expect(run.counts).toMatchObject({ accepted: 30, confirmed: 60, failed: 0, unknown: 0 });
  expect([...(await writesPerUser(env, 'capillary')).values()]).toEqual(Array(30).fill(1));
  const [userId = 0] = ids;
  const user = await findUser(env.context, userId);
  expect(
    user?.identities.flatMap(({ tags }) => tags.map(({ key, proof }) => `${key} ${proof}`)).toSorted(),
  ).toEqual(['Lapsed confirmed', 'Premium Customer confirmed', 'plan confirmed', 'premium accepted']);
  const { lines } = await listUserHistory(env.context, { userId });
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatchObject({ runId, note: 'Campaign' });
});

test('what was refused is grouped with the provider’s words and can be retried with other operations', async () => {
  const ids = await crowd(env, 8, ['capillary'], 300);
  // Its catalogue cannot be read: the plan does not foresee it.
  await env.control('POST', 'faults', {
    provider: 'capillary',
    kind: 'status',
    status: 500,
    times: null,
    match: { method: 'GET' },
  });
  const { id: runId } = await planned(env, {
    source: { kind: 'users', userIds: ids },
    operations: [{ provider: 'capillary', operations: [add('No such label')] }],
  });
  await env.control('DELETE', 'faults');
  await startRun(env.context, { runId });
  expect((await finished(runId)).counts).toMatchObject({ refused: 8 });
  const [cause] = await listCauses(env.context, { runId });
  expect(cause).toMatchObject({ outcome: 'refused', code: '33000', count: 8, repeat: false });
  const retry = await retryRun(env.context, {
    runId,
    outcomes: ['refused'],
    cause: cause?.cause ?? null,
    operations: [{ provider: 'capillary', operations: [add('Lapsed')] }],
  });
  const plan = await runWhen(env, retry.runId, ({ status }) => status === 'planned');
  expect(plan).toMatchObject({ retryOf: runId, changes: 8 });
  await startRun(env.context, { runId: retry.runId });
  expect((await finished(retry.runId)).counts).toMatchObject({ confirmed: 8 });
});

test('undo takes back what the run did, and leaves alone what changed since', async () => {
  const ids = await crowd(env, 5, ['fragment'], 400);
  const runId = await started(env, {
    source: { kind: 'users', userIds: ids },
    operations: [{ provider: 'fragment', operations: [add('tier', 'gold')] }],
  });
  await finished(runId);
  const [moved = 0, single = 0] = ids;
  const operations = [{ verb: 'update' as const, key: 'tier', value: 'silver' }];
  await editTags(env.context, { userId: moved, provider: 'fragment', operations });
  const { results } = await listResults(env.context, { runId });
  const line = results.find(({ userId }) => userId === single);
  await undoChange(env.context, { changeId: line?.changeId });
  const undo = await undoRun(env.context, { runId });
  const plan = await runWhen(env, undo.runId, ({ status }) => status === 'planned');
  expect(plan.providers[0]?.plan).toMatchObject({ change: 3, skipped: 2 });
  expect(plan.providers[0]?.plan.reasons.map(({ reason }) => reason).toSorted()).toEqual([
    'Changed since: “tier”.',
    'It was already taken back.',
  ]);
  await startRun(env.context, { runId: undo.runId });
  expect((await finished(undo.runId)).counts).toMatchObject({ confirmed: 3 });
  const user = await findUser(env.context, moved);
  expect(user?.identities[0]?.tags).toMatchObject([{ key: 'tier', value: 'silver' }]);
});

test('a first value at Cerego has no inverse, and the undo’s plan says so', async () => {
  const ids = await crowd(env, 2, ['cerego'], 450);
  const input = {
    source: { kind: 'users' as const, userIds: ids },
    operations: [{ provider: 'cerego' as const, operations: [add('Region', 'California')] }],
  };
  const plan = await planned(env, input);
  // Cerego's tags have effects elsewhere: the count is required, however small.
  await expect(startRun(env.context, { runId: plan.id })).rejects.toThrow('Type 2');
  await startRun(env.context, { runId: plan.id, confirmCount: 2 });
  await finished(plan.id);
  const { runId } = await undoRun(env.context, { runId: plan.id });
  const undo = await runWhen(env, runId, ({ status }) => status === 'planned');
  expect(undo.providers[0]?.plan).toMatchObject({
    change: 0,
    reasons: [{ status: 'refused', reason: 'Cerego cannot remove “Region”.', count: 2, cause: null }],
  });
  const { targets } = await listTargets(env.context, { runId: undo.id, status: 'refused' });
  expect(targets[0]?.operations).toEqual([{ verb: 'remove', key: 'Region', value: null }]);
});

test('a tag that was marked as having effects elsewhere asks for the count, whatever it is in', async () => {
  const ids = await crowd(env, 2, ['vero', 'fragment'], 470);
  const [first = 0] = ids;
  await editTags(env.context, { userId: first, provider: 'fragment', operations: [add('course', 'open')] });
  const { tags } = await listCatalogue(env.context, { text: 'course' });
  await expect(
    markTag(env.as({ role: 'support' }), { tagId: tags[0]?.id, hasEffects: true }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  await markTag(env.context, { tagId: tags[0]?.id, hasEffects: true });
  const plan = (operation: object) =>
    planned(env, {
      source: { kind: 'users', userIds: ids },
      operations: [
        { provider: 'fragment', operations: [{ verb: 'add', key: 'course', value: null, ...operation }] },
      ],
    });
  expect((await plan({ value: 'closed' })).confirm).toBeNull();
  expect((await plan({ verb: 'remove' })).confirm?.why).toContain('“course = open” at FRAGMENT is marked');
  const marked = await plan({ value: 'open' });
  await expect(startRun(env.context, { runId: marked.id })).rejects.toThrow('Type 1');
  await startRun(env.context, { runId: marked.id, confirmCount: 1 });
  expect((await finished(marked.id)).counts).toMatchObject({ confirmed: 1 });
});

test('a plan stays as it was made, and says who has joined and left its filter since', async () => {
  const [first = 0, second = 0, third = 0] = await crowd(env, 3, ['vero'], 490);
  const give = (userId: number, verb: 'add' | 'remove') =>
    editTags(env.context, { userId, provider: 'vero', operations: [{ ...add('drifter'), verb }] });
  await give(first, 'add');
  await give(second, 'add');
  const plan = await planned(env, {
    source: { kind: 'filter', q: 'vero:drifter' },
    operations: [{ provider: 'vero', operations: [add('chosen')] }],
  });
  expect(plan).toMatchObject({ users: 2, changes: 2, drift: { joined: 0, left: 0 } });
  await give(third, 'add');
  await give(first, 'remove');
  expect(await findRun(env.context, { runId: plan.id })).toMatchObject({
    changes: 2,
    drift: { joined: 1, left: 1 },
  });
  await startRun(env.context, { runId: plan.id });
  await finished(plan.id);
  const { results } = await listResults(env.context, { runId: plan.id });
  expect(results.map(({ userId }) => userId)).toEqual([first, second]);
});

test('text that no database takes is refused at its field', async () => {
  const [userId = 0] = await crowd(env, 1, ['vero'], 480);
  const source = { kind: 'users' as const, userIds: [userId] };
  const operations = [{ provider: 'vero' as const, operations: [add('x')] }];
  for (const input of [
    { source, operations, name: 'a\0b' },
    { source, operations, note: 'a\0b' },
    { source: { kind: 'filter' as const, q: 'a\uD83C' }, operations },
    { source, operations: [{ provider: 'vero' as const, operations: [add('a\0b')] }] },
  ])
    await expect(createRun(env.context, input)).rejects.toMatchObject({ code: 'invalid' });
});

test('a run pauses, resumes and is cancelled, and everybody has an outcome', async () => {
  await env.control('PUT', 'settings', { writeLatencyMs: { min: 300, max: 300 } });
  const ids = await crowd(env, 60, ['vero'], 500);
  const runId = await started(env, {
    source: { kind: 'users', userIds: ids },
    operations: [{ provider: 'vero', operations: [add('paused')] }],
  });
  await runWhen(env, runId, ({ done }) => done >= 4);
  await pauseRun(env.context, { runId });
  const paused = await runWhen(env, runId, ({ status }) => status === 'paused');
  expect(paused.providers[0]?.hold).toMatchObject({ kind: 'member', message: 'Paused by Ana.' });
  await resumeRun(env.context, { runId });
  await runWhen(env, runId, ({ done }) => done > paused.done + 12);
  await cancelRun(env.context, { runId });
  const ended = await runWhen(env, runId, ({ status }) => status === 'cancelled');
  expect(ended.counts.accepted + ended.counts.cancelled).toBe(60);
  expect(ended.counts.cancelled).toBeGreaterThan(0);
  await env.control('PUT', 'settings', { writeLatencyMs: { min: 0, max: 0 } });
});

test('a plan starts by itself at its time', async () => {
  const ids = await crowd(env, 2, ['vero'], 600);
  const plan = await planned(env, {
    source: { kind: 'users', userIds: ids },
    operations: [{ provider: 'vero', operations: [add('later')] }],
  });
  await startRun(env.context, { runId: plan.id, startAt: new Date(Date.now() + 700).toISOString() });
  expect((await runWhen(env, plan.id, () => true)).status).toBe('scheduled');
  expect((await finished(plan.id)).counts).toMatchObject({ accepted: 2 });
});

test('the rows of a plan go a month after its run has ended; what it did stays', async () => {
  const ids = await crowd(env, 3, ['vero'], 650);
  const operations = [{ provider: 'vero' as const, operations: [add('kept')] }];
  const runId = await started(env, { source: { kind: 'users', userIds: ids }, operations });
  await finished(runId);
  const { database } = env.context;
  await forgetTargets(database);
  expect((await listTargets(env.context, { runId })).targets).toHaveLength(3);
  await database.execute(sql`update runs set ended_at = now() - interval '31 days' where id = ${runId}`);
  await forgetTargets(database);
  expect((await listTargets(env.context, { runId })).targets).toEqual([]);
  expect((await listResults(env.context, { runId })).results).toHaveLength(3);
});

test('two runs against each other leave mirror and provider in agreement', async () => {
  const ids = await crowd(env, 20, ['capillary'], 700);
  const source = { kind: 'users' as const, userIds: ids };
  const remove = { verb: 'remove' as const, key: 'Lapsed', value: null };
  const first = await started(env, {
    source,
    operations: [{ provider: 'capillary', operations: [add('Lapsed')] }],
  });
  await finished(first);
  const away = await planned(env, {
    source,
    operations: [{ provider: 'capillary', operations: [remove] }],
  });
  const also = await planned(env, {
    source,
    operations: [{ provider: 'capillary', operations: [add('Birthday club')] }],
  });
  await Promise.all([away, also].map(({ id }) => startRun(env.context, { runId: id, confirmCount: 20 })));
  expect((await finished(away.id)).counts).toMatchObject({ confirmed: 20 });
  expect((await finished(also.id)).counts).toMatchObject({ confirmed: 20 });
  const user = await findUser(env.context, ids[7] ?? 0);
  expect(user?.identities[0]?.tags.map(({ key }) => key)).toEqual(['Birthday club']);
  expect(await env.control('GET', 'state?provider=capillary&id=707')).toMatchObject({
    capillary: { customers: [{ labels: ['Birthday club'] }] },
  });
});
