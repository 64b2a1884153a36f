/** Rows of plans that nobody reads any more. For the worker. */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';

/**
 * A run that has ended is told from its lanes (who was left out, and why) and from the ledger (what was done). Its
 * plan's rows are kept a while for whoever asks about a plan of last week, then they only take room.
 */
const keptDays = 30;
const batchSize = 5_000;

/** Deletes a batch. Gives how many rows went. */
export async function forgetTargets(database: Database): Promise<number> {
  const { rowCount } = await database.execute(sql`
    delete from run_targets where id in (
      select t.id from runs r join run_targets t on t.run_id = r.id
      where r.ended_at < now() - make_interval(days => ${keptDays}) limit ${batchSize})`);
  return rowCount ?? 0;
}
