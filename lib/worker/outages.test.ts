import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listResults } from '#lib/domain/runs/list-results.ts';
import { resumeRun } from '#lib/domain/runs/resume-run.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { openDatabase } from '#lib/platform/db/client.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd, openWithWorker, runWhen, started, writesPerUser } from '#lib/testing/worker.ts';

let env: TestEnvironment;
beforeEach(async () => {
  env = await openWithWorker({
    VERO_TIMEOUT_MS: '800',
    FRAGMENT_TIMEOUT_MS: '800',
    CAPILLARY_TIMEOUT_MS: '800',
    CEREGO_TIMEOUT_MS: '800',
  });
});
afterEach(() => env.stop());

const add = (key: string, value: string | null = null) => ({ verb: 'add' as const, key, value });
const fault = (provider: ProviderId, kind: string, more: object = {}) =>
  env.control('POST', 'faults', { provider, kind, times: null, ...more });
const mend = () => env.control('DELETE', 'faults');
const run = (ids: number[], ...providers: ProviderId[]) =>
  started(env, {
    source: { kind: 'users', userIds: ids },
    operations: providers.map((provider) => ({
      provider,
      operations: [provider === 'fragment' ? add('plan', 'team') : add('Lapsed')],
    })),
  });
const finished = (runId: number) => runWhen(env, runId, ({ status }) => status === 'finished', 40_000);
const runProviderOf = (providers: readonly { provider: ProviderId }[], provider: ProviderId) =>
  providers.find((each) => each.provider === provider);

test('refused credentials pause the provider with the reason and burn nothing; resumed, everybody is served', async () => {
  const ids = await crowd(env, 12, ['vero', 'fragment']);
  await fault('vero', 'unauthorized');
  const runId = await run(ids, 'vero', 'fragment');
  const held = await runWhen(
    env,
    runId,
    ({ providers, counts }) =>
      providers.some(({ hold }) => hold?.kind === 'credentials') && counts.confirmed === 12,
  );
  expect(runProviderOf(held.providers, 'vero')).toMatchObject({ open: 12, counts: { failed: 0 } });
  await mend();
  await resumeRun(env.context, { runId, provider: 'vero' });
  expect((await finished(runId)).counts).toMatchObject({ accepted: 12, failed: 0 });
});

test('a refused token pauses the provider as well, although no call went out', async () => {
  const ids = await crowd(env, 3, ['fragment']);
  await fault('fragment', 'status', { status: 400, match: { path: 'token' } });
  const runId = await run(ids, 'fragment');
  const held = await runWhen(env, runId, ({ providers }) =>
    providers.some(({ hold }) => hold?.kind === 'credentials'),
  );
  expect(runProviderOf(held.providers, 'fragment')).toMatchObject({ open: 3 });
  await mend();
  await resumeRun(env.context, { runId });
  expect((await finished(runId)).counts).toMatchObject({ confirmed: 3, failed: 0 });
});

test('an outage opens the circuit of one provider only, and nothing is lost or doubled when it ends', async () => {
  const ids = await crowd(env, 30, ['capillary', 'vero']);
  await fault('capillary', 'status', { status: 500 });
  const runId = await run(ids, 'capillary', 'vero');
  const held = await runWhen(
    env,
    runId,
    ({ providers, counts }) =>
      providers.some(({ hold }) => hold?.kind === 'outage') && counts.accepted === 30,
  );
  expect(runProviderOf(held.providers, 'capillary')).toMatchObject({ open: 30 });
  await mend();
  expect((await finished(runId)).counts).toMatchObject({ confirmed: 30, failed: 0, unknown: 0 });
  expect([...(await writesPerUser(env, 'capillary')).values()]).toEqual(Array(30).fill(1));
}, 60_000);

test.each(['status', 'reset-before', 'timeout'])(
  'updates at Cerego rest while the tags’ ids cannot be read (%s): nothing is burnt as refused',
  async (kind) => {
    const ids = await crowd(env, 20, ['cerego']);
    await env.control('POST', 'seed', {
      cerego: {
        users: ids.map((_, index) => ({ id: String(index + 1), tags: [{ typeId: '3', value: 'Texas' }] })),
      },
    });
    // As after an import: Cerego's tag id is unknown.
    await env.context.database.execute(sql`
      with tag as (insert into tags (provider, key, value) values ('cerego', 'Region', 'Texas') returning id)
      insert into identity_tags (identity_id, tag_id, proof)
      select i.id, tag.id, 'imported' from identities i, tag where i.provider = 'cerego'`);
    await fault('cerego', kind, { match: { method: 'GET' } });
    const update = { verb: 'update' as const, key: 'Region', value: 'Oregon' };
    const runId = await started(env, {
      source: { kind: 'users', userIds: ids },
      operations: [{ provider: 'cerego', operations: [update] }],
    });
    const held = await runWhen(env, runId, ({ providers }) =>
      providers.some(({ hold }) => hold?.kind === 'outage'),
    );
    expect(runProviderOf(held.providers, 'cerego')).toMatchObject({
      open: 20,
      counts: { refused: 0, failed: 0 },
    });
    await mend();
    expect((await finished(runId)).counts).toMatchObject({ confirmed: 20, refused: 0, failed: 0 });
    const log = (await env.control('GET', 'log?provider=cerego')) as { method: string }[];
    expect(log.filter(({ method }) => method === 'PUT')).toHaveLength(20);
  },
  90_000,
);

test('a storm of 429 is sat out by the provider, not by each call', async () => {
  const ids = await crowd(env, 20, ['fragment']);
  await fault('fragment', 'rate-limit', { times: 5, retryAfter: 3 });
  const runId = await run(ids, 'fragment');
  await runWhen(env, runId, ({ providers }) => providers.some(({ hold }) => hold?.kind === 'rate-limit'));
  expect((await finished(runId)).counts).toMatchObject({ confirmed: 20, failed: 0 });
}, 60_000);

test('a reset after FRAGMENT applied is settled by reading, never by sending again', async () => {
  const ids = await crowd(env, 6, ['fragment']);
  await fault('fragment', 'reset-after', { times: 2, match: { method: 'PATCH' } });
  const runId = await run(ids, 'fragment');
  const ended = await finished(runId);
  const settled = await runWhen(env, runId, ({ counts }) => counts.unknown === 0);
  expect(ended.changes).toBe(6);
  expect(settled.counts).toMatchObject({ confirmed: 6 });
  expect([...(await writesPerUser(env, 'fragment')).values()]).toEqual(Array(6).fill(1));
}, 60_000);

test('a single edit overtakes a run', async () => {
  await env.control('PUT', 'settings', { writeLatencyMs: { min: 60, max: 60 } });
  const ids = await crowd(env, 150, ['vero']);
  const runId = await run(ids, 'vero');
  await runWhen(env, runId, ({ done }) => done > 0);
  const last = ids.at(-1) ?? 0;
  const report = await editTags(env.context, {
    userId: last,
    provider: 'vero',
    operations: [add('urgent')],
  });
  expect(report).toMatchObject({ outcome: 'accepted', pending: false });
  const { results } = await listResults(env.context, { runId, outcome: 'pending' });
  expect(results.length).toBeGreaterThan(0);
});

test('a database that breaks every connection in the middle costs nothing', async () => {
  const ids = await crowd(env, 60, ['fragment']);
  await env.control('PUT', 'settings', { writeLatencyMs: { min: 30, max: 30 } });
  const runId = await run(ids, 'fragment');
  await runWhen(env, runId, ({ done }) => done > 5);
  await env.context.database
    .execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`)
    .catch(() => undefined);
  // An own connection: the worker must cope with broken ones in the pool.
  const onlooker = openDatabase(env.environment.DATABASE_URL ?? '');
  try {
    const watched = { ...env, context: { ...env.context, database: onlooker.database } };
    const { counts } = await runWhen(watched, runId, ({ status }) => status === 'finished');
    expect(counts).toMatchObject({ confirmed: 60, failed: 0 });
  } finally {
    await onlooker.close();
  }
  expect([...(await writesPerUser(env, 'fragment')).values()]).toEqual(Array(60).fill(1));
}, 60_000);
