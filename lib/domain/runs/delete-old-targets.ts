import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';

/** Ended runs are told from their counts and the ledger; the plan's rows are kept for questions only. */
const keptDays = 30;
const batchSize = 5_000;

/** Gives how many rows went. */
export async function forgetTargets(database: Database): Promise<number> {
  const { rowCount } = await database.execute(sql`
    delete from run_targets where id in (
      select t.id from runs r join run_targets t on t.run_id = r.id
      where r.ended_at < now() - make_interval(days => ${keptDays}) limit ${batchSize})`);
  return rowCount ?? 0;
}
