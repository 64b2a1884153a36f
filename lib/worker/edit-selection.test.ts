import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRun } from '#lib/domain/runs/create-run.ts';
import { editSelection } from '#lib/domain/runs/edit-selection.ts';
import { findRun } from '#lib/domain/runs/find-run.ts';
import { listResults } from '#lib/domain/runs/list-results.ts';
import { previewSelection } from '#lib/domain/runs/preview-selection.ts';
import { startRun } from '#lib/domain/runs/start-run.ts';
import { undoSelection } from '#lib/domain/runs/undo-selection.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { markTag } from '#lib/domain/tags/mark-tag.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { EditSelectionInput } from '#lib/shared/run-inputs.ts';
import type { TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd, openWithWorker, planned, runWhen, started } from '#lib/testing/worker.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await openWithWorker();
});
afterAll(() => env.stop());

const support = () => env.as({ memberId: 'sue', name: 'Sue', role: 'support' });
const marketer = () => env.as({ memberId: 'max', name: 'Max', role: 'marketer' });
const finished = (runId: number) => runWhen(env, runId, ({ status }) => status === 'finished');

function edit(userIds: number[], provider: ProviderId, key: string, value: string | null = null) {
  return { userIds, operations: [{ provider, operations: [{ verb: 'add' as const, key, value }] }] };
}

const preview = ({ userIds, operations: [own] }: EditSelectionInput, value?: string) =>
  previewSelection(support(), {
    users: userIds.join(','),
    provider: own?.provider,
    verb: 'add',
    key: own?.operations[0]?.key,
    ...(value !== undefined && { value }),
  });

async function keysOf(userId: number): Promise<string[]> {
  const user = await findUser(env.context, userId);
  return (user?.identities ?? []).flatMap(({ tags }) => tags.map(({ key }) => key)).toSorted();
}

test('support adds a tag to picked users and takes it back, each as one story', async () => {
  const ids = await crowd(env, 3, ['vero'], 1000);
  const [held = 0] = ids;
  await editTags(env.context, {
    userId: held,
    provider: 'vero',
    operations: [{ verb: 'add', key: 'vip', value: null }],
  });
  const { runId } = await editSelection(support(), { ...edit(ids, 'vero', 'vip'), note: 'On the call' });
  const run = await finished(runId);
  expect(run).toMatchObject({ title: 'Add vip at Vero', direct: true, changes: 2, counts: { accepted: 2 } });
  expect(run.starter?.name).toBe('Sue');
  const { results } = await listResults(env.context, { runId });
  expect(results.map(({ userId }) => userId)).toEqual(ids.slice(1));

  const undo = await undoSelection(support(), { runId });
  expect(await finished(undo.runId)).toMatchObject({ undoOf: runId, counts: { accepted: 2 } });
  expect(await Promise.all(ids.map(keysOf))).toEqual([['vip'], [], []]);
});

test('an edit is in the ledger as a whole when it answers: nobody needs to stay for it', async () => {
  const ids = await crowd(env, 20, ['vero'], 1100);
  const { runId } = await editSelection(support(), edit(ids, 'vero', 'whole'));
  const [lines] = await runPlannedStatement<{ count: number; actors: string }>(
    env.context.database,
    sql`select count(*)::int as count, string_agg(distinct actor, ',') as actors from changes where run_id = ${runId}`,
  );
  expect(lines).toEqual({ count: 20, actors: 'Sue' });
  await finished(runId);
  const calls = (await env.control('GET', 'log?provider=vero')) as unknown[];
  expect(calls.filter((call) => JSON.stringify(call).includes('whole'))).toHaveLength(20);
});

test('the first change is answered within a second of a quick provider', async () => {
  const ids = await crowd(env, 5, ['vero'], 1150);
  const took: number[] = [];
  // The best of three: others share the machine.
  for (const tag of ['quick', 'quicker', 'quickest']) {
    const began = performance.now();
    const { runId } = await editSelection(support(), edit(ids, 'vero', tag));
    await runWhen(env, runId, ({ counts }) => counts.accepted > 0);
    took.push(performance.now() - began);
    await finished(runId);
  }
  expect(Math.min(...took)).toBeLessThan(1_000);
});

test('who may do it, and for how many', async () => {
  const ids = await crowd(env, 51, ['vero'], 1200);
  await expect(
    editSelection(env.as({ role: 'viewer' }), edit(ids.slice(0, 1), 'vero', 'no')),
  ).rejects.toMatchObject({ code: 'forbidden' });
  await expect(editSelection(support(), edit(ids.slice(0, 21), 'vero', 'no'))).rejects.toThrow(
    'Your role (support) may change at most 20 users at once.',
  );
  await expect(editSelection(marketer(), edit(ids, 'vero', 'no'))).rejects.toMatchObject({
    code: 'forbidden',
  });
  const twice = [...ids.slice(0, 20), ...ids.slice(0, 20)];
  await finished((await editSelection(support(), edit(twice, 'vero', 'twenty'))).runId);
  const fifty = await finished(
    (await editSelection(marketer(), edit(ids.slice(0, 50), 'vero', 'fifty'))).runId,
  );
  expect(fifty.counts.accepted).toBe(50);
});

test('only who made it takes it back, once, and no run that was planned', async () => {
  const ids = await crowd(env, 2, ['fragment'], 1300);
  const { runId } = await editSelection(support(), edit(ids, 'fragment', 'tier', 'gold'));
  const made = await finished(runId);
  expect(made.can).toMatchObject({ undo: true, undoAtOnce: false });
  expect((await findRun(support(), { runId })).can).toMatchObject({ undo: false, undoAtOnce: true });
  for (const other of [
    marketer(),
    env.as({ memberId: 'ada', role: 'admin' }),
    env.as({ memberId: 'tim', role: 'support' }),
  ])
    await expect(undoSelection(other, { runId })).rejects.toMatchObject({ code: 'forbidden' });

  const both = await Promise.allSettled([
    undoSelection(support(), { runId }),
    undoSelection(support(), { runId }),
  ]);
  const [undone] = both.filter(({ status }) => status === 'fulfilled');
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await finished(undone?.status === 'fulfilled' ? undone.value.runId : 0);
  expect(await Promise.all(ids.map(keysOf))).toEqual([[], []]);

  const plannedRun = await started(env, {
    source: { kind: 'users', userIds: ids },
    ...intentsOf('fragment', 'tier'),
  });
  await finished(plannedRun);
  await expect(undoSelection(env.context, { runId: plannedRun })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

const intentsOf = (provider: ProviderId, key: string) => ({
  operations: [{ provider, operations: [{ verb: 'add' as const, key, value: 'silver' }] }],
});

test('a preview says who gets it, who has it, who cannot, and leaves nothing behind', async () => {
  const ids = await crowd(env, 4, ['fragment'], 1400);
  const [held = 0, other = 0] = ids;
  const [alone = 0] = await crowd(env, 1, ['vero'], 1410);
  const hold = (userId: number, value: string) =>
    editTags(env.context, {
      userId,
      provider: 'fragment',
      operations: [{ verb: 'add', key: 'plan', value }],
    });
  await hold(held, 'team');
  await hold(other, 'free');
  const counts = () =>
    runPlannedStatement<{ runs: string; rows: number }>(
      env.context.database,
      sql`select (select last_value from runs_id_seq) as runs, (select count(*)::int from run_targets)
        + (select count(*)::int from run_providers) as rows`,
    );
  const before = await counts();
  const shown = await preview(edit([...ids, alone], 'fragment', 'plan'), 'team');
  expect(shown.providers).toMatchObject([
    { provider: 'fragment', plan: { change: 2, noOp: 1, noIdentity: 1, refused: 1, calls: 2 } },
  ]);
  expect(shown.providers[0]?.plan.reasons).toMatchObject([
    { reason: expect.stringContaining('update it instead') },
  ]);
  expect(shown.confirm).toBeNull();
  expect(await counts()).toEqual(before);
  await finished((await editSelection(support(), edit([...ids, alone], 'fragment', 'plan', 'team'))).runId);
  await expect(
    editSelection(support(), edit([...ids, alone], 'fragment', 'plan', 'team')),
  ).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('what asks for its count on a plan asks for it here, and Cerego says that it stays', async () => {
  const ids = await crowd(env, 2, ['cerego', 'vero'], 1500);
  const region = edit(ids, 'cerego', 'Region', 'California');
  const shown = await preview(region, 'California');
  expect(shown.confirm).toMatchObject({ count: 2, why: expect.stringContaining('Smart Groups') });
  expect(shown.warnings).toContain('First values at Cerego cannot be taken away again.');
  await expect(editSelection(support(), region)).rejects.toMatchObject({
    code: 'invalid',
    fields: { confirmCount: expect.stringContaining('Type 2') },
  });
  const { runId } = await editSelection(support(), { ...region, confirmCount: 2 });
  await finished(runId);
  await expect(undoSelection(support(), { runId })).rejects.toThrow('Cerego cannot remove “Region”.');

  await finished((await editSelection(support(), edit(ids, 'vero', 'marked'))).runId);
  const [tag] = await runPlannedStatement<{ id: number }>(
    env.context.database,
    sql`select id from tags where key = 'marked'`,
  );
  await markTag(env.context, { tagId: tag?.id, hasEffects: true });
  const more = await crowd(env, 1, ['vero'], 1510);
  expect((await preview(edit(more, 'vero', 'marked'))).confirm).toMatchObject({ count: 1 });
});

test('a label that Capillary’s catalogue lacks is refused before anything is recorded', async () => {
  const ids = await crowd(env, 2, ['capillary'], 1600);
  const asked = edit(ids, 'capillary', 'No such label');
  await expect(preview(asked)).rejects.toThrow('Capillary has no label “No such label”');
  await expect(editSelection(support(), asked)).rejects.toMatchObject({ code: 'invalid' });
  const { runId } = await editSelection(support(), edit(ids, 'capillary', 'Lapsed'));
  expect((await finished(runId)).counts.confirmed).toBe(2);
});

test('users left out of all that match are not in the plan, nor in what is said about it since', async () => {
  const ids = await crowd(env, 3, ['vero'], 1700);
  await finished((await editSelection(support(), edit(ids, 'vero', 'crowd-1700'))).runId);
  const [left = 0, ...rest] = ids;
  const plan = await planned(env, {
    source: { kind: 'filter', q: 'vero:crowd-1700', except: [left] },
    operations: [{ provider: 'vero', operations: [{ verb: 'add', key: 'others', value: null }] }],
  });
  expect(plan).toMatchObject({ users: 2, drift: { joined: 0, left: 0 } });
  expect(plan.source).toEqual({ kind: 'filter', q: 'vero:crowd-1700', leftOut: 1 });
  await startRun(env.context, { runId: plan.id });
  await finished(plan.id);
  const { results } = await listResults(env.context, { runId: plan.id });
  expect(results.map(({ userId }) => userId)).toEqual(rest);
  await expect(
    createRun(env.context, {
      source: { kind: 'filter', q: '', except: Array.from({ length: 501 }, (_, index) => index + 1) },
      operations: [{ provider: 'vero', operations: [{ verb: 'add', key: 'x', value: null }] }],
    }),
  ).rejects.toMatchObject({ code: 'invalid' });
});
