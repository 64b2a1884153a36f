/** Takes away lines that are older than the installation keeps them. For the worker. */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';

const batchSize = 5_000;

/**
 * One small batch; gives how many lines went, 0 when none is left that may go. The database itself sees to the rest:
 * open and doubtful lines stay, and each removal is a line (`remove_old_history` in the migrations). `days`: 30 or more.
 */
export async function removeOldHistory(database: Database, days: number): Promise<number> {
  const { rows } = await database.execute<{ removed: number }>(
    sql`select remove_old_history(${days}, ${batchSize}) as removed`,
  );
  return rows[0]?.removed ?? 0;
}
