import { afterAll, beforeAll, expect, test } from 'vitest';
import { planWaiting } from '#lib/domain/runs/advance-runs.ts';
import { createRun } from '#lib/domain/runs/create-run.ts';
import { findRun } from '#lib/domain/runs/find-run.ts';
import { listMissingInFile } from '#lib/domain/runs/list-missing-labels.ts';
import { readTimeline } from '#lib/domain/runs/read-timeline.ts';
import { findMissingLabel } from '#lib/domain/tags/find-missing-label.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd, openWithWorker, planned, runWhen, staged, started } from '#lib/testing/worker.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await openWithWorker();
});
afterAll(() => env.stop());

test('labels that the catalogue lacks are told of a file’s column and of its plan, each with its count', async () => {
  await crowd(env, 3, ['capillary', 'vero'], 100);
  const rows = ['100,Lapsed;VIP,x', '101, VIP ; Gold ,y', '102,,z', '999,Silver,x'];
  const file = ['capillary_user_id,labels,vero_tags', ...rows].join('\n');
  const { uploadId } = await staged(env, 'labels.csv', file);
  const ofColumn = (column: string, provider = 'capillary') =>
    listMissingInFile(env.context, { uploadId, column, provider });
  expect(await ofColumn('labels')).toEqual([
    { provider: 'capillary', label: 'VIP', count: 2 },
    { provider: 'capillary', label: 'Gold', count: 1 },
    { provider: 'capillary', label: 'Silver', count: 1 },
  ]);
  // Vero has no catalogue.
  expect(await ofColumn('vero_tags', 'vero')).toEqual([]);
  await expect(ofColumn('nothing')).rejects.toMatchObject({ code: 'not-found' });
  const stranger = env.as({ memberId: 'somebody-else', role: 'marketer' });
  const theirs = { uploadId, column: 'labels', provider: 'capillary' };
  await expect(listMissingInFile(stranger, theirs)).rejects.toMatchObject({ code: 'not-found' });

  const { runId } = await createRun(env.context, {
    source: {
      kind: 'csv',
      uploadId,
      who: [{ column: 'capillary_user_id', as: 'capillary' }],
      mappings: [{ column: 'labels', provider: 'capillary', verb: 'add', key: null }],
    },
    operations: [],
  });
  const { providers } = await runWhen(env, runId, ({ status }) => status === 'planned');
  // Nobody has the id 999; one user asks for two that are missing, and is told the first.
  expect(providers[0]?.plan).toMatchObject({ change: 0, refused: 2 });
  expect(providers[0]?.plan.reasons.map(({ reason, count }) => [reason, count]).toSorted()).toEqual([
    ['Capillary has no label “Gold”', 1],
    ['Capillary has no label “VIP”', 1],
  ]);
});

test('a provider that cannot be asked lacks nothing as far as anybody knows', async () => {
  const fresh = await createTestEnvironment();
  try {
    const [userId = 0] = await crowd(fresh, 1, ['capillary'], 250);
    await fresh.control('POST', 'faults', { provider: 'capillary', kind: 'unauthorized', times: null });
    const { runId } = await createRun(fresh.context, {
      source: { kind: 'users', userIds: [userId] },
      operations: [{ provider: 'capillary', operations: [{ verb: 'add', key: 'VIP', value: null }] }],
    });
    await planWaiting(fresh.context.database, fresh.context.providers);
    expect((await findRun(fresh.context, { runId })).providers[0]?.plan).toMatchObject({
      change: 1,
      refused: 0,
    });
    const label = { provider: 'capillary', key: 'VIP' };
    expect(await findMissingLabel(fresh.context, label)).toEqual({ missing: null });
  } finally {
    await fresh.stop();
  }
});

test('a type that Cerego does not have makes a file’s line bad', async () => {
  await crowd(env, 2, ['cerego'], 260);
  const file = 'cerego_user_id,cerego_tags\n260,Region=Nevada\n261,Shoe size=44\n';
  const { uploadId } = await staged(env, 'types.csv', file);
  const plan = await planned(env, {
    source: {
      kind: 'csv',
      uploadId,
      who: [{ column: 'cerego_user_id', as: 'cerego' }],
      mappings: [{ column: 'cerego_tags', provider: 'cerego', verb: 'add', key: null }],
    },
    operations: [],
  });
  expect(plan.providers[0]?.plan).toMatchObject({ change: 1 });
  const reason = '“Shoe size” is not a tag type at Cerego. There are: Region, Team.';
  expect(plan.badRows).toEqual([{ line: 3, column: 'cerego_tags', reason }]);
});

test('taking a label away asks nothing of the catalogue', async () => {
  const userIds = await crowd(env, 2, ['capillary'], 200);
  const plan = await planned(env, {
    source: { kind: 'users', userIds },
    operations: [{ provider: 'capillary', operations: [{ verb: 'remove', key: 'Retired', value: null }] }],
  });
  expect(plan.changes).toBe(2);
});

test('outcomes over time: nothing before the start, then what went well and what did not, and since when', async () => {
  const userIds = await crowd(env, 6, ['vero', 'fragment'], 300);
  await env.control('POST', 'faults', {
    provider: 'fragment',
    kind: 'status',
    status: 422,
    times: 2,
    match: { method: 'PATCH' },
  });
  const input = {
    source: { kind: 'users' as const, userIds },
    operations: [
      { provider: 'vero' as const, operations: [{ verb: 'add' as const, key: 'timed', value: null }] },
      { provider: 'fragment' as const, operations: [{ verb: 'set' as const, key: 'timed', value: 'yes' }] },
    ],
  };
  const plan = await planned(env, input);
  expect(await readTimeline(env.context, { runId: plan.id })).toMatchObject({ from: null, providers: [] });
  const runId = await started(env, input);
  const run = await runWhen(env, runId, ({ status }) => status === 'finished');
  expect(run.counts).toMatchObject({ accepted: 6, confirmed: 4, refused: 2 });
  const { from, providers } = await readTimeline(env.context, { runId });
  const sum = (counts: readonly number[] = []) => counts.reduce((all, count) => all + count, 0);
  const of = (provider: string) => providers.find((each) => each.provider === provider);
  expect(from).toBe(run.startedAt);
  expect([sum(of('vero')?.made), sum(of('vero')?.errors), of('vero')?.firstErrorAt]).toEqual([6, 0, null]);
  expect([sum(of('fragment')?.made), sum(of('fragment')?.errors)]).toEqual([4, 2]);
  expect(Date.parse(of('fragment')?.firstErrorAt ?? '')).toBeGreaterThanOrEqual(Date.parse(from ?? ''));
});
