import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import packageOfLibrary from 'pg-boss/package.json' with { type: 'json' };
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenDatabase } from '#lib/platform/db/client.ts';
import { jobsSchemaVersion } from '#lib/platform/db/jobs-schema.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { databaseMetrics } from '#lib/platform/metrics/database-metrics.ts';
import { openTestDatabase } from '#lib/testing/database.ts';
import { addJob, jobSender } from './add-job.ts';
import { runJobs } from './run-jobs.ts';

let open: OpenDatabase;
beforeAll(async () => {
  open = await openTestDatabase();
});
afterAll(() => open.close());

async function add(through: number): Promise<void> {
  const sender = await jobSender(open.database);
  await inTransaction(open.database, (transaction) =>
    addJob(sender, transaction, 'apply-inbound', { through }),
  );
}

/** Notes what it is given. `gate`: each run waits for it. */
function startRunner(seen: number[], gate: () => Promise<void> = async () => {}) {
  const stopping = new AbortController();
  const running = runJobs(
    open.database,
    {
      'apply-inbound': async (payloads) => {
        await gate();
        seen.push(...payloads.map(({ through }) => through));
      },
      'find-near-copies': async () => {},
      'remove-old-inbound': async () => {},
    },
    stopping.signal,
  );
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

test('the tables are those of the library’s version, which a start compares', async () => {
  expect(packageOfLibrary.pgboss.schema).toBe(jobsSchemaVersion);
  const [row] = await runPlannedStatement(open.database, sql`select version from jobs.version`);
  expect(row).toEqual({ version: jobsSchemaVersion });
});

test('a job is there when what caused it is committed, and never otherwise; two workers do each once', async () => {
  const seen: number[] = [];
  const workers = [startRunner(seen), startRunner(seen)];
  await Promise.all(Array.from({ length: 20 }, (_, n) => add(n + 1)));
  const sender = await jobSender(open.database);
  const failed = inTransaction(open.database, async (transaction) => {
    await addJob(sender, transaction, 'apply-inbound', { through: 99 });
    throw new Error('It is rolled back.');
  });
  await expect(failed).rejects.toThrow('rolled back');
  await expect.poll(() => seen.length, { timeout: 8_000 }).toBe(20);
  for (const worker of workers) await worker.stop();
  expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
});

test('a worker that stops finishes what it has begun, and begins nothing more', async () => {
  const seen: number[] = [];
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const worker = startRunner(seen, async () => {
    begin();
    await held;
  });
  await add(1);
  await begun;
  const stopped = worker.stop();
  await add(2);
  const first = await Promise.race([stopped.then(() => 'stopped'), pause(300).then(() => 'waits')]);
  expect(first).toBe('waits');
  release();
  await stopped;
  expect(seen).toEqual([1]);
  const next = startRunner(seen);
  await expect.poll(() => seen, { timeout: 8_000 }).toEqual([1, 2]);
  await next.stop();
});

test('waiting, running and failed jobs are figures', async () => {
  await add(7);
  const metrics = await databaseMetrics(() => open.database);
  const jobs = metrics.find(({ name }) => name === 'tagdesk_jobs');
  const values = jobs?.values.map(({ labels, value }) => [labels.name, labels.state, value]);
  expect(values).toContainEqual(['apply-inbound', 'waiting', 1]);
  expect(values).toContainEqual(['apply-inbound', 'failed', 0]);
});
