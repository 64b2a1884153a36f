import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareTestServer } from '#lib/testing/database.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd, runWhen, started, startWorker, until, writesPerUser } from '#lib/testing/worker.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#lib/tooling/embedded-postgres/start.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'tagdesk-restart-'));
let server: EmbeddedPostgres;
let env: TestEnvironment;
beforeAll(async () => {
  // Durable and guarded, as in production; the shared server cannot be killed.
  server = await startEmbeddedPostgres({ dataDir, guard: { log: () => undefined } });
  await prepareTestServer(server.url);
  env = await createTestEnvironment({ FRAGMENT_MAX_CONCURRENT: '8' }, server.url);
});
afterAll(async () => {
  await env.stop();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('a database server that is killed in the middle of a run, and starts again, costs nothing', async () => {
  const worker = startWorker(env);
  await env.control('PUT', 'settings', { writeLatencyMs: { min: 80, max: 80 } });
  const ids = await crowd(env, 500, ['fragment']);
  const runId = await started(env, {
    source: { kind: 'users', userIds: ids },
    operations: [{ provider: 'fragment', operations: [{ verb: 'add', key: 'plan', value: 'team' }] }],
  });
  const written = async () => (await writesPerUser(env, 'fragment')).size;
  await until(async () => (await written()) > 60);
  const postmaster = readFileSync(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0];
  process.kill(Number(postmaster), 'SIGKILL');
  const sent = await written();
  await until(async () => (await written()) > sent + 50, 60_000);
  await until(
    async () =>
      runWhen(env, runId, ({ counts }) => counts.confirmed === 500).then(
        () => true,
        () => false,
      ),
    90_000,
  );
  // FRAGMENT's create is not idempotent: each was sent once.
  expect([...(await writesPerUser(env, 'fragment')).values()]).toEqual(Array(500).fill(1));
  await worker.stop();
}, 180_000);
