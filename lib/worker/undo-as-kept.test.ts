/** Undoing a run goes by what the provider keeps and has shown. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listUserHistory } from '#lib/domain/history/list-user-history.ts';
import { cancelRun } from '#lib/domain/runs/cancel-run.ts';
import { listTargets } from '#lib/domain/runs/list-targets.ts';
import { pauseRun } from '#lib/domain/runs/pause-run.ts';
import { startRun } from '#lib/domain/runs/start-run.ts';
import { undoRun } from '#lib/domain/runs/undo-run.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import type { TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd, openWithWorker, runWhen, started } from '#lib/testing/worker.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await openWithWorker();
  await env.control('POST', 'seed', { capillary: { labels: ['VIP'] } });
  await env.control('PUT', 'settings', {
    capillary: { caseSensitive: false },
    fragment: { foldTexts: true },
  });
});
afterAll(() => env.stop());

const add = (key: string, value: string | null = null) => ({ verb: 'add' as const, key, value });
const finished = (runId: number) => runWhen(env, runId, ({ status }) => status === 'finished');
const undoPlanned = async (runId: number) => {
  const undo = await undoRun(env.context, { runId });
  return runWhen(env, undo.runId, ({ status }) => status === 'planned');
};
const tagsOf = async (userId: number) =>
  ((await findUser(env.context, userId))?.identities ?? []).flatMap(({ tags }) =>
    tags.map(({ key, value }) => [key, value].filter(Boolean).join('=')),
  );

test('what a run added is removed by the keys that are kept, but for what was changed since', async () => {
  const ids = await crowd(env, 4, ['capillary', 'fragment'], 100);
  const runId = await started(env, {
    source: { kind: 'users', userIds: ids },
    operations: [
      { provider: 'capillary', operations: [add('vip')] },
      { provider: 'fragment', operations: [add('Cost  Centre', 'Berlin')] },
    ],
  });
  expect((await finished(runId)).counts).toMatchObject({ confirmed: 8 });
  const [moved = 0] = ids;
  const operations = [{ verb: 'update' as const, key: 'cost centre', value: 'köln' }];
  await editTags(env.context, { userId: moved, provider: 'fragment', operations });
  const plan = await undoPlanned(runId);
  expect(
    plan.providers.map(({ provider, plan: { change, skipped } }) => [provider, change, skipped]),
  ).toEqual([
    ['capillary', 4, 0],
    ['fragment', 3, 1],
  ]);
  const { targets } = await listTargets(env.context, { runId: plan.id, status: 'change' });
  expect(new Set(targets.flatMap((target) => target.operations.map(({ key }) => key)))).toEqual(
    new Set(['VIP', 'cost centre']),
  );
  await startRun(env.context, { runId: plan.id, confirmCount: plan.changes });
  expect((await finished(plan.id)).counts).toMatchObject({ confirmed: 7 });
  expect(await Promise.all(ids.map(tagsOf))).toEqual([['cost centre=köln'], [], [], []]);
});

test('an undo that was cancelled before it sent anything took nothing back: another can be planned', async () => {
  const ids = await crowd(env, 3, ['vero'], 200);
  const runId = await started(env, {
    source: { kind: 'users', userIds: ids },
    operations: [{ provider: 'vero', operations: [add('vip')] }],
  });
  await finished(runId);
  await env.control('POST', 'faults', {
    provider: 'vero',
    kind: 'rate-limit',
    retryAfter: 30,
    times: null,
  });
  const plan = await undoPlanned(runId);
  await startRun(env.context, { runId: plan.id, confirmCount: plan.changes });
  await pauseRun(env.context, { runId: plan.id });
  await cancelRun(env.context, { runId: plan.id });
  await runWhen(env, plan.id, ({ status }) => status === 'cancelled');
  await env.control('DELETE', 'faults');
  const [userId = 0] = ids;
  const { lines } = await listUserHistory(env.context, { userId });
  expect(lines.find((line) => line.runId === runId)).toMatchObject({
    undoneBy: null,
    undo: { possible: true },
  });
  expect((await undoPlanned(runId)).providers[0]?.plan).toMatchObject({ change: 3, skipped: 0 });
});
