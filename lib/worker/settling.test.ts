import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pauseRun } from '#lib/domain/runs/pause-run.ts';
import { resumeRun } from '#lib/domain/runs/resume-run.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd, runWhen, started, startWorker, until, writesPerUser } from '#lib/testing/worker.ts';

let env: TestEnvironment;
let worker: ReturnType<typeof startWorker>;
beforeEach(async () => {
  env = await createTestEnvironment({ CAPILLARY_TIMEOUT_MS: '1500' });
  worker = startWorker(env);
});
afterEach(async () => {
  await worker.stop();
  await env.stop();
});

/** Old enough that the next look is the last. */
async function unknownLines(ids: readonly number[], provider: ProviderId, operation: object): Promise<void> {
  await env.context.database.execute(sql`
    insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, before, state, outcome,
      outcomes, attempts, settle_at, unknown_at, sent_at, closed_at)
    select 'tags', user_id, id, provider, external_id, 'Ana', jsonb_build_array(${JSON.stringify(operation)}::jsonb), '[]',
      'closed', 'unknown', '[{"outcome": "unknown", "code": null, "message": null, "hint": null}]', 1, now(), now() - interval '11 min', now(), now()
    from identities where provider = ${provider} and user_id = any(${sql.param([...ids])}::bigint[])`);
}

async function abandonedLine(userId: number, provider: ProviderId, operation: object): Promise<void> {
  await env.context.database.execute(sql`
    insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, before, state,
      attempts, sent_at, lease_until)
    select 'tags', user_id, id, provider, external_id, 'Ana', jsonb_build_array(${JSON.stringify(operation)}::jsonb), '[]',
      'sending', 1, now(), now() - interval '1 s'
    from identities where provider = ${provider} and user_id = ${userId}`);
}

const countOf = async (condition: ReturnType<typeof sql>) => {
  const [row] = await runPlannedStatement<{ count: number }>(
    env.context.database,
    sql`select count(*)::int as count from changes where ${condition}`,
  );
  return row?.count ?? 0;
};

test('a thousand unknown outcomes are looked up as quickly as the provider can be read', async () => {
  const ids = await crowd(env, 1_000, ['capillary']);
  const arrived = ids.slice(0, 400).map((_, index) => ({ userId: String(index + 1), labels: ['Lapsed'] }));
  await env.control('POST', 'seed', { capillary: { customers: arrived } });
  await unknownLines(ids, 'capillary', { verb: 'add', key: 'Lapsed', value: null });
  await until(async () => (await countOf(sql`outcome = 'unknown'`)) === 0, 30_000);
  expect(await countOf(sql`outcome = 'confirmed'`)).toBe(400);
  expect(await countOf(sql`outcome = 'failed'`)).toBe(600);
}, 60_000);

test('a provider that hangs while it is read keeps neither other providers nor the dead waiting', async () => {
  const ids = await crowd(env, 30, ['capillary', 'vero']);
  await env.control('POST', 'faults', { provider: 'capillary', kind: 'timeout', times: null });
  await unknownLines(ids, 'capillary', { verb: 'add', key: 'Lapsed', value: null });
  await until(async () => (await countOf(sql`provider = 'capillary' and state = 'sending'`)) > 0);
  const [first = 0] = ids;
  await abandonedLine(first, 'vero', { verb: 'add', key: 'kept', value: null });
  await until(async () => (await countOf(sql`provider = 'vero' and outcome = 'accepted'`)) === 1, 4_000);
  // One look at a time tries Capillary; no other line is claimed for it.
  await until(async () => (await countOf(sql`provider = 'capillary' and state = 'sending'`)) <= 1, 4_000);
  await env.control('DELETE', 'faults');
  await until(async () => (await countOf(sql`outcome = 'unknown'`)) === 0, 40_000);
}, 80_000);

test('what cannot be given back while the database is busy is given back later, and sent once', async () => {
  await env.control('PUT', 'settings', { writeLatencyMs: { min: 60, max: 60 } });
  const ids = await crowd(env, 120, ['fragment']);
  const runId = await started(env, {
    source: { kind: 'users', userIds: ids },
    operations: [{ provider: 'fragment', operations: [{ verb: 'add', key: 'plan', value: 'team' }] }],
  });
  await runWhen(env, runId, ({ done }) => done > 0);
  await env.context.database.execute(sql`
    create function too_busy() returns trigger language plpgsql as $$
    begin raise exception 'too busy' using errcode = '53300'; end $$`);
  await env.context.database.execute(sql`
    create trigger too_busy before update on changes for each row
    when (old.state = 'sending' and new.state = 'queued') execute function too_busy()`);
  await pauseRun(env.context, { runId });
  await runWhen(env, runId, ({ status }) => status === 'paused');
  await until(async () => (await countOf(sql`state = 'sending'`)) > 0);
  await env.context.database.execute(sql`drop trigger too_busy on changes`);
  await until(async () => (await countOf(sql`state = 'sending'`)) === 0, 5_000);
  await resumeRun(env.context, { runId });
  const { counts } = await runWhen(env, runId, ({ status }) => status === 'finished', 20_000);
  expect(counts).toMatchObject({ confirmed: 120 });
  expect([...(await writesPerUser(env, 'fragment')).values()]).toEqual(Array(120).fill(1));
}, 60_000);

test('an answer that the database cannot keep does not send the change again', async () => {
  const [userId = 0] = await crowd(env, 1, ['vero']);
  await env.context.database.execute(sql`
    create function no_such_answer() returns trigger language plpgsql as $$
    begin raise exception 'unsupported Unicode escape sequence' using errcode = '22P05'; end $$`);
  await env.context.database.execute(sql`
    create trigger no_such_answer before update on changes for each row
    when (jsonb_array_length(new.exchanges) > 0) execute function no_such_answer()`);
  const runId = await started(env, {
    source: { kind: 'users', userIds: [userId] },
    operations: [{ provider: 'vero', operations: [{ verb: 'add', key: 'kept', value: null }] }],
  });
  const { counts } = await runWhen(env, runId, ({ status }) => status === 'finished');
  expect(counts).toMatchObject({ accepted: 1 });
  expect([...(await writesPerUser(env, 'vero')).values()]).toEqual([1]);
});
