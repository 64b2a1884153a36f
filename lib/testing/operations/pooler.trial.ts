/** What a pooler in transaction mode could mix up. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '#lib/platform/db/client.ts';
import { migrate } from '#lib/platform/db/migrate.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { recordHeartbeat } from '#lib/platform/health/heartbeat.ts';
import { readHealth } from '#lib/platform/health/read-health.ts';
import { addJob, jobSender } from '#lib/platform/jobs/add-job.ts';
import { runJobs } from '#lib/platform/jobs/run-jobs.ts';
import { consume } from '#lib/platform/rate-limits/consume.ts';
import { restoreBackup } from '#lib/tooling/backup/restore-backup.ts';
import { writeBackup } from '#lib/tooling/backup/write-backup.ts';
import { openInstallationDatabase } from '#lib/tooling/cli/database.ts';
import { ensureDatabase } from '#lib/tooling/embedded-postgres/ensure-database.ts';
import { openPooledPlace, type PooledPlace } from './pooled-place.ts';

let place: PooledPlace;
beforeAll(async () => {
  place = await openPooledPlace();
});
afterAll(() => place.stop());

async function openPooled(options: Parameters<typeof openDatabase>[1] = {}) {
  const { pooled, url } = await place.database();
  const open = openDatabase(pooled, options);
  onTestFinished(() => open.close());
  return { ...open, url, pooled };
}

async function ask<T>(url: string, statement: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

test('four instances that start at once through it migrate an empty database once, and hold no lock', async () => {
  const direct = await ensureDatabase(place.server.url, 'fresh');
  await Promise.all([1, 2, 3, 4].map(() => migrate(place.pooledUrl('fresh'))));
  const recorded = 'select count(*)::int as "all", count(distinct created_at)::int as different';
  const [counts] = await ask<{ all: number; different: number }>(
    direct,
    `${recorded} from drizzle.__drizzle_migrations`,
  );
  expect(counts?.all).toBe(counts?.different);
  expect(await ask(direct, "select 1 from pg_locks where locktype = 'advisory'")).toEqual([]);
});

test('an installation opens its database through it, the sandbox’s own included', async () => {
  const choice = { databaseUrl: place.pooledUrl('opened'), sandbox: false };
  await ensureDatabase(place.server.url, 'opened');
  expect((await openInstallationDatabase(choice, '/nowhere')).url).toBe(choice.databaseUrl);
  const sandbox = await openInstallationDatabase({ ...choice, sandbox: true }, '/nowhere');
  expect(sandbox.url).toBe(place.pooledUrl('opened_sandbox'));
  expect(await ask(sandbox.url, 'select count(*)::int as users from users')).toEqual([{ users: 0 }]);
});

test('statements that carry a name elsewhere are answered right, however connections are dealt out', async () => {
  const { database } = await openPooled({ max: 20 });
  const answers = await Promise.all(
    Array.from({ length: 400 }, async (_, n) => {
      const [row] = await runStatement<{ n: number }>(database, sql`select ${n}::int as n`);
      await consume(database, [{ key: 'all', max: 1_000, windowMs: 60_000 }]);
      return row?.n;
    }),
  );
  expect(answers).toEqual(Array.from({ length: 400 }, (_, n) => n));
});

test('nothing is left on the server’s connections for whoever has them next', async () => {
  const { database, url, pooled } = await openPooled();
  await Promise.all(
    Array.from({ length: 20 }, () =>
      inTransaction(database, (one) => one.execute(sql`select pg_sleep(0.05)`)),
    ),
  );
  const settings = `select current_setting('statement_timeout') as statement,
    current_setting('idle_in_transaction_session_timeout') as idle, (select count(*)::int from pg_prepared_statements) as prepared`;
  const untouched = await ask(url, settings);
  for (const found of await Promise.all(Array.from({ length: 10 }, () => ask(pooled, settings))))
    expect(found).toEqual(untouched);
});

test.each([
  ['in a transaction', true],
  ['alone', false],
])('a statement %s ends when its time is over, and the connection goes on', async (_, inside) => {
  const { database } = await openPooled({ max: 1, statementTimeoutMs: 500 });
  const asked = sql`select pg_sleep(20)`;
  const since = Date.now();
  const slept = inside ? inTransaction(database, (one) => one.execute(asked)) : runStatement(database, asked);
  await expect(slept).rejects.toMatchObject({ cause: { code: '57014' } });
  expect(Date.now() - since).toBeLessThan(3_000);
  expect(await runStatement(database, sql`select 1 as one`)).toEqual([{ one: 1 }]);
});

test('jobs are added and carried out through it, and its library’s tables are made through it', async () => {
  const { database, pooled } = await openPooled();
  await ask(pooled, 'drop schema jobs cascade');
  await migrate(pooled);
  const seen: number[] = [];
  const stopping = new AbortController();
  const running = runJobs(
    database,
    {
      'apply-inbound': async (payloads) => {
        seen.push(...payloads.map(({ through }) => through));
      },
      'find-near-copies': async () => {},
      'remove-old-inbound': async () => {},
    },
    stopping.signal,
  );
  const sender = await jobSender(database);
  await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      inTransaction(database, (one) => addJob(sender, one, 'apply-inbound', { through: n + 1 })),
    ),
  );
  await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(30);
  stopping.abort();
  await running;
  expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
});

test('health knows nothing of poolers: it is well through one', async () => {
  const open = await openPooled();
  await recordHeartbeat(open.database);
  expect(await readHealth(() => open)).toMatchObject({ status: 'ok', database: 'ok', worker: 'ok' });
});

test('a backup made and restored through it waits until every instance is silent', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tagdesk-pooled-backup-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'backup');
  const secret = 'a secret of at least thirty-two characters';
  const from = await openPooled();
  await from.database.execute(sql`insert into users (name) values ('Amara Okafor')`);
  await writeBackup({ databaseUrl: from.pooled, secret, file });
  const to = await openPooled();
  await recordHeartbeat(to.database);
  const restore = () => restoreBackup({ databaseUrl: to.pooled, secret, file, replace: true });
  await expect(restore()).rejects.toThrow(/sign of life/);
  await to.database.execute(sql`update heartbeats set at = now() - interval '1 minute'`);
  await restore();
  expect(await ask(to.url, 'select name from users')).toEqual([{ name: 'Amara Okafor' }]);
});
