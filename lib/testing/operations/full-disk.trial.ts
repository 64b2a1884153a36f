/** A full disk: edits and health say so, and it ends with free space. */
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { recordHeartbeat } from '#lib/platform/health/heartbeat.ts';
import { readHealth } from '#lib/platform/health/read-health.ts';
import { prepareTestServer } from '#lib/testing/database.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { toActionFailure } from '#lib/web/http/error-response.ts';
import { findOrInstallPrograms } from './programs.ts';
import { openSmallDisk, type SmallDisk } from './small-disk.ts';
import { type SystemPostgres, startSystemPostgres } from './system-postgres.ts';

let disk: SmallDisk;
let server: SystemPostgres;
let env: TestEnvironment;

beforeAll(async () => {
  const programs = findOrInstallPrograms(process.env);
  server = await startSystemPostgres(programs);
  disk = openSmallDisk(programs, 64);
  const client = new Client({ connectionString: server.url });
  await client.connect();
  // WAL elsewhere: without room for it the server would end.
  await client.query(`create tablespace small location '${disk.folder}'`);
  await client.query('create database tagdesk_template tablespace small');
  await client.end();
  await prepareTestServer(server.url);
  env = await createTestEnvironment({}, server.url);
});

afterAll(async () => {
  disk.free();
  await env.stop();
  server.stop();
  disk.stop();
});

const calls = async () => (await env.control('GET', 'log')) as unknown[];
const health = () => readHealth(() => env.open);

test('nothing is recorded and nothing is sent, and both are said; with room again the same edit is made', async () => {
  const userId = await env.person({ vero: 'amara' });
  const edit = (key: string) =>
    editTags(env.context, { userId, provider: 'vero', operations: [{ verb: 'add', key, value: null }] });
  await recordHeartbeat(env.open.database);
  expect(await health()).toMatchObject({ status: 'ok' });
  disk.fill();
  const before = { calls: (await calls()).length, lines: await lines() };

  // Tables may have free space for the first edits.
  const refused = await untilRefused(edit);
  expect(toActionFailure(refused, true)).toMatchObject({
    code: 'busy',
    message: expect.stringMatching(
      /disk .* is full\. Nothing was recorded and nothing was sent\. Tell an admin/,
    ),
  });
  // What was accepted was sent, what was refused was not.
  expect((await calls()).length - before.calls).toBe((await lines()) - before.lines);

  await expect.poll(health, { timeout: 20_000, interval: 1_000 }).toMatchObject({
    status: 'failing',
    database: 'full',
    message: expect.stringContaining('disk'),
  });
  disk.free();
  await expect.poll(health, { timeout: 20_000, interval: 1_000 }).toMatchObject({ status: 'ok' });
  expect(await edit('welcome')).toMatchObject({ outcome: 'accepted' });
});

async function lines(): Promise<number> {
  const { rows } = await env.open.pool.query<{ count: number }>('select count(*)::int as count from changes');
  return rows[0]?.count ?? 0;
}

/** Of the first refused edit. */
async function untilRefused(edit: (key: string) => Promise<unknown>): Promise<unknown> {
  const long = 'x'.repeat(200);
  for (let n = 0; n < 2_000; n += 1) {
    const error: unknown = await edit(`${n}-${long}`).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (error !== null) return error;
  }
  throw new Error('The disk was never full.');
}
