import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { Gauge, Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { openDatabase } from '#lib/platform/db/client.ts';
import { recordHeartbeat } from '#lib/platform/health/heartbeat.ts';
import { version } from '#lib/platform/version.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd } from '#lib/testing/worker.ts';
import { holdLease } from '#lib/worker/provider-lease.ts';
import { databaseMetrics } from './database-metrics.ts';
import { metricsAccess, toText } from './read-metrics.ts';
import { processMetrics } from './registry.ts';
import { socketVariable } from './socket.ts';
import { readWorkerMetrics, showWorkerMetrics } from './worker-metrics.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await createTestEnvironment({ FRAGMENT_TIMEOUT_MS: '300', FRAGMENT_LIST_TIMEOUT_MS: '300' });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await env.stop();
});

const ownMetrics = () => processMetrics().registry.metrics();

test('the token opens the figures; without one there is nothing to open', () => {
  expect(metricsAccess('Bearer right', 'right')).toBe('granted');
  expect(metricsAccess('Bearer wrong', 'right')).toBe('refused');
  expect(metricsAccess('right', 'right')).toBe('refused');
  expect(metricsAccess(null, 'right')).toBe('refused');
  expect(metricsAccess('Bearer ', null)).toBe('off');
  expect(metricsAccess('Bearer ', '')).toBe('off');
});

test('every process says which version it runs', async () => {
  vi.stubEnv('DATABASE_URL', env.environment.DATABASE_URL ?? '');
  expect(await ownMetrics()).toContain(`tagdesk_build_info{version="${version}",process="web"} 1\n`);
});

test('calls and operations are counted by provider and by what became of them', async () => {
  vi.stubEnv('DATABASE_URL', env.environment.DATABASE_URL ?? '');
  const [userId = 0] = await crowd(env, 1, ['vero', 'fragment']);
  const add = { verb: 'add' as const, key: 'plan', value: null };
  await editTags(env.context, { userId, provider: 'vero', operations: [add] });
  await env.control('POST', 'faults', { provider: 'fragment', kind: 'timeout', times: null });
  await editTags(env.context, { userId, provider: 'fragment', operations: [{ ...add, value: 'team' }] });
  const text = await ownMetrics();
  expect(text).toMatch(
    /tagdesk_provider_operations_total\{provider="vero",verb="add",outcome="accepted",.*\} 1\n/,
  );
  expect(text).toMatch(
    /tagdesk_provider_operations_total\{provider="fragment",verb="add",outcome="unknown",.*\} 1\n/,
  );
  expect(text).toMatch(/call_duration_seconds_count\{.*provider="vero",method="PUT",outcome="ok"\} 1\n/);
  expect(text).toMatch(
    /call_duration_seconds_count\{.*provider="fragment",method="PATCH",outcome="timeout"\} 1\n/,
  );
  await recordHeartbeat(env.context.database);
  const shared = await toText([await databaseMetrics(() => env.context.database)]);
  expect(shared).toContain('tagdesk_database_up 1\n');
  expect(shared).toMatch(/tagdesk_worker_heartbeat_age_seconds\{instance=".+"\} [\d.e-]+\n/);
});

test('what was renamed stands under both names for one release', async () => {
  vi.stubEnv('DATABASE_URL', env.environment.DATABASE_URL ?? '');
  const { database } = env.context;
  await holdLease(database, 'w1', 'vero', { perSecond: 5, concurrent: 2, timeoutMs: 1_000 });
  await database.execute(
    sql`insert into run_providers (run_id, provider, state, change) values (1, 'vero', 'running', 7)`,
  );
  await database.execute(sql`
    insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, not_before)
    values ('tags', 1, 1, 'vero', '1', 'Ana', '[]', 'infinity')`);
  const text = `${await ownMetrics()}${await toText([await databaseMetrics(() => database)])}`;
  const valuesOf = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? .*$`, 'gm'))].map(([line]) =>
      line.slice(name.length),
    );
  for (const [former, name] of Object.entries({
    tagdesk_database_waiting: 'tagdesk_db_pool_waiting_requests',
    tagdesk_changes_open: 'tagdesk_changes_pending',
    tagdesk_lane_depth: 'tagdesk_run_queue_depth',
    tagdesk_lane_state: 'tagdesk_provider_circuit_state',
    tagdesk_lane_driven: 'tagdesk_provider_leader',
  })) {
    expect(text).toContain(`# HELP ${former} Deprecated, use ${name}.\n`);
    expect(valuesOf(name), name).not.toEqual([]);
    expect(valuesOf(former)).toEqual(valuesOf(name));
  }
});

test('a database that does not answer is a figure, not a failure', async () => {
  const nowhere = openDatabase('postgres://nobody@127.0.0.1:1/nothing');
  expect(await toText([await databaseMetrics(() => nowhere.database)])).toContain('tagdesk_database_up 0\n');
  await nowhere.close();
});

test('a worker’s figures reach its web server, also after the worker before was killed; none is no error', async () => {
  vi.stubEnv(socketVariable, join(tmpdir(), `tagdesk-${randomUUID()}.sock`));
  expect(await readWorkerMetrics()).toBeNull();
  const namesOfWorker = async () => (await readWorkerMetrics())?.map(({ name }) => name) ?? [];
  const errors: unknown[] = [];
  const hide = showWorkerMetrics((error) => errors.push(error));
  await expect.poll(namesOfWorker).toContain('process_resident_memory_bytes');
  // Finds the socket of a worker that could not clean up.
  const hideNext = showWorkerMetrics((error) => errors.push(error));
  await expect.poll(namesOfWorker).toContain('process_resident_memory_bytes');
  hideNext();
  hide();
  expect(errors).toEqual([]);
  await expect.poll(readWorkerMetrics).toBeNull();
});

test('the lines of one name stand together, whichever process wrote them', async () => {
  const part = (process: string, figures: Record<string, number>) => {
    const registry = new Registry();
    registry.setDefaultLabels({ process });
    for (const [name, value] of Object.entries(figures))
      new Gauge({ name, help: 'Help.', registers: [registry], aggregator: 'omit' }).set(value);
    return registry.getMetricsAsJSON();
  };
  const parts = [await part('web', { a: 1, b: 2 }), await part('worker', { a: 3 })];
  expect(await toText(parts)).toBe(
    '# HELP a Help.\n# TYPE a gauge\na{process="web"} 1\na{process="worker"} 3\n\n' +
      '# HELP b Help.\n# TYPE b gauge\nb{process="web"} 2\n',
  );
});
