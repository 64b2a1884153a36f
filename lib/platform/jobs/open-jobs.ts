/** The job library on a pool of this process. Without `listen`: a pooler may stand before the database. */
import { PgBoss } from 'pg-boss';
import type { Database } from '#lib/platform/db/client.ts';
import { jobsSchema, onConnection } from '#lib/platform/db/jobs-schema.ts';
import { reportRecurring } from '#lib/platform/log/recurring-errors.ts';
import { jobNames, queueOptionsOf } from './job-kinds.ts';

/** `keeps`: looks for the jobs of dead workers, removes old ones, and begins those of a crontab. */
export async function openJobs(
  { $client }: Pick<Database, '$client'>,
  { keeps }: { keeps: boolean },
): Promise<PgBoss> {
  const boss = new PgBoss({
    schema: jobsSchema,
    db: onConnection($client),
    migrate: false,
    supervise: keeps,
    schedule: keeps,
    registerInstance: false,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    maintenanceIntervalSeconds: 300,
    // The role may not own the tables.
    reindex: false,
    monitorVacuum: false,
    ...(keeps ? {} : { clock: idleClock }),
  });
  boss.on('error', (error) => reportRecurring('Jobs', error));
  await boss.start();
  for (const name of jobNames) await boss.createQueue(name, queueOptionsOf(name));
  return boss;
}

/** For whoever only adds jobs: no timer of the library keeps that process alive. */
const idleClock = {
  now: () => Date.now(),
  setTimeout: (work: () => void, ms: number) => setTimeout(work, ms).unref(),
  clearTimeout: (timer: unknown) => clearTimeout(timer as NodeJS.Timeout),
  setInterval: (work: () => void, ms: number) => setInterval(work, ms).unref(),
  clearInterval: (timer: unknown) => clearInterval(timer as NodeJS.Timeout),
};
