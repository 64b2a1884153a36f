/** A job: applies what webhooks told, in the order received, by one worker at a time. */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { databaseErrorOf } from '#lib/platform/db/database-error.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import {
  allowTime,
  goByIndexes,
  inTransaction,
  isTransient,
  type Transaction,
} from '#lib/platform/db/transaction.ts';
import { addJob, jobSender } from '#lib/platform/jobs/add-job.ts';
import { log } from '#lib/platform/log/log.ts';
import { applyBatch, canBeApplied } from './apply-batch.ts';

const batchSize = 200;
const batchTimeoutMs = 60_000;
/** Any constant, the same in every worker. */
const applyLock = 7_246_134;
const againSeconds = 1;

/** Until none is left that can be applied now; for those of an identity that is being changed a job comes later. */
export async function applyInbound(database: Database, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const done = await applyNext(database, batchSize);
    if (done === 0) break;
  }
  const [waiting] = await runStatement<{ last: number }>(
    database,
    sql`select max(id)::float8 as last from inbound_events where state = 'kept'`,
  );
  const last = waiting?.last ?? null;
  if (last === null) return;
  const sender = await jobSender(database);
  await inTransaction(database, (transaction) =>
    addJob(sender, transaction, 'apply-inbound', { through: last }, { afterSeconds: againSeconds }),
  );
}

async function applyNext(database: Database, size: number): Promise<number> {
  try {
    return await inTransaction(database, async (transaction) => {
      await allowTime(transaction, batchTimeoutMs);
      await goByIndexes(transaction);
      await transaction.execute(sql`select pg_advisory_xact_lock(${applyLock})`);
      return applyBatch(transaction, size);
    });
  } catch (error) {
    if (isTransient(error) || databaseErrorOf(error)) throw error;
    if (size > 1) return applyNext(database, 1);
    return setAside(database, error);
  }
}

/** One that cannot be applied holds up no other. */
async function setAside(database: Database, error: unknown): Promise<number> {
  const rows = await inTransaction(database, (transaction: Transaction) =>
    runStatement<{ id: number }>(
      transaction,
      sql`update inbound_events set state = 'bad', applied_at = now(),
          reason = 'Tagdesk could not apply it. The cause is in its log.'
        where id = (select e.id from inbound_events e where ${canBeApplied} order by e.id limit 1) returning id`,
    ),
  );
  for (const { id } of rows) log.error(`Event ${id} of Vero could not be applied`, { error });
  if (rows.length === 0) throw error;
  return rows.length;
}

const daysKept = 30;
const removedAtOnce = 5_000;

/** A job. The latest of each user stays: a repeat is told by it. */
export async function removeOldInbound(database: Database, stopping: AbortSignal): Promise<void> {
  let removed = removedAtOnce;
  while (removed === removedAtOnce && !stopping.aborted) {
    const rows = await runStatement(
      database,
      sql`delete from inbound_events where id in (
        select e.id from inbound_events e
        where e.received_at < now() - make_interval(days => ${daysKept}) and e.state <> 'kept'
          and (e.external_id is null or exists (select from inbound_events l
            where l.provider = e.provider and l.external_id = e.external_id and l.id > e.id))
        order by e.id limit ${removedAtOnce}) returning id`,
    );
    removed = rows.length;
  }
}
