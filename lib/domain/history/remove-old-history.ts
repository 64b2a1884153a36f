import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';

const batchSize = 5_000;

/**
 * One batch; gives how many lines went, 0 at the end. Open and unknown lines stay, and each removal is
 * recorded (SQL function `remove_old_history`). `days`: at least 30.
 */
export async function removeOldHistory(database: Database, days: number): Promise<number> {
  const { rows } = await database.execute<{ removed: number }>(
    sql`select remove_old_history(${days}, ${batchSize}) as removed`,
  );
  return rows[0]?.removed ?? 0;
}
