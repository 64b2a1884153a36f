import { sql } from 'drizzle-orm';
import type pg from 'pg';
import { fromDrizzle, type PgBoss } from 'pg-boss';
import type { Database } from '#lib/platform/db/client.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import { type JobName, type JobPayload, jobKinds } from './job-kinds.ts';
import { openJobs } from './open-jobs.ts';

/** Of this process's pool. */
export type JobSender = Pick<PgBoss, 'send'>;

const senders = new WeakMap<pg.Pool, Promise<JobSender>>();

/**
 * Opened at first use, so before the transaction: opening needs a connection of its own. An error is tried anew the
 * next time.
 */
export function jobSender(database: Database): Promise<JobSender> {
  const pool = database.$client;
  const known = senders.get(pool);
  if (known) return known;
  const opening = openJobs(database, { keeps: false });
  senders.set(pool, opening);
  opening.catch(() => senders.delete(pool));
  return opening;
}

/**
 * In `transaction`, which causes it: it is there once that is committed, and never otherwise. `afterSeconds`: not
 * before; of such jobs one is enough for each stretch of that length.
 */
export async function addJob<Name extends JobName>(
  sender: JobSender,
  transaction: Transaction,
  name: Name,
  payload: JobPayload<Name>,
  { afterSeconds }: { afterSeconds?: number } = {},
): Promise<void> {
  const later =
    afterSeconds === undefined
      ? {}
      : { startAfter: afterSeconds, singletonKey: 'later', singletonSeconds: afterSeconds };
  await sender.send(name, jobKinds[name].payload.parse(payload), {
    ...later,
    db: fromDrizzle(transaction, sql),
  });
}
