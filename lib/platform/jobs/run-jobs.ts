import { setTimeout as pause } from 'node:timers/promises';
import type { PgBoss } from 'pg-boss';
import type { Database } from '#lib/platform/db/client.ts';
import { clearRecurring, reportRecurring } from '#lib/platform/log/recurring-errors.ts';
import { type JobName, type JobPayload, jobKinds, jobNames, queueOptionsOf } from './job-kinds.ts';
import { openJobs } from './open-jobs.ts';

/** What carries each kind out: all that wait at a time together. `stopping`: begin nothing more. */
export type JobRunners = {
  [Name in JobName]: (payloads: JobPayload<Name>[], stopping: AbortSignal) => Promise<void>;
};

const maxAtOnce = 1_000;
const pollSeconds = 0.5;
const retryMs = 2_000;
/** What is under way is finished; after this it is given to another worker. */
const maxStopMs = 15_000;

/** Until `stopping`; then ends what it has begun. Any number of workers may share one database. */
export async function runJobs(database: Database, runners: JobRunners, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    let boss: PgBoss | null = null;
    try {
      boss = await openJobs(database, { keeps: true });
      for (const name of jobNames) await begin(boss, name, runners, stopping);
      clearRecurring('Jobs');
      await aborted(stopping);
    } catch (error) {
      // A database that is away at the start comes back.
      reportRecurring('Jobs', error);
      await pause(retryMs, undefined, { signal: stopping }).catch(() => undefined);
    } finally {
      await boss?.stop({ graceful: true, timeout: maxStopMs });
    }
  }
}

async function begin<Name extends JobName>(
  boss: PgBoss,
  name: Name,
  runners: JobRunners,
  stopping: AbortSignal,
): Promise<void> {
  const kind = jobKinds[name];
  await boss.updateQueue(name, queueOptionsOf(name));
  if ('cron' in kind) await boss.schedule(name, kind.cron, {});
  if ('atStart' in kind) await boss.send(name, {}, { singletonKey: 'start', singletonSeconds: 60 });
  const how = { batchSize: maxAtOnce, pollingIntervalSeconds: pollSeconds };
  await boss.work<object>(name, how, async (jobs) => {
    const what = `Job ${name}`;
    try {
      // One schema per name: the runner's own.
      const payloads = jobs.map(({ data }) => kind.payload.parse(data)) as JobPayload<Name>[];
      await runners[name](payloads, stopping);
      clearRecurring(what);
    } catch (error) {
      reportRecurring(what, error);
      throw error;
    }
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) resolve();
  signal.addEventListener('abort', () => resolve(), { once: true });
  return promise;
}
