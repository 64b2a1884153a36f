import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Database } from '#lib/platform/db/client.ts';
import { isUniqueViolation } from '#lib/platform/db/sql-state.ts';
import { isTransient } from '#lib/platform/db/transaction.ts';
import { allowSilence } from '#lib/platform/db/watch-connection.ts';

const maxAttempts = 5;
export const batchMs = 2 * 60_000;

/** Imports and their undo write one batch at a time over all processes. */
export const importLock = "select pg_advisory_xact_lock(hashtext('tagdesk import'))";

/** `lock`: required for writing. Repeated after a unique violation, deadlock or serialization failure. */
export async function inBatchTransaction<T>(
  database: Database,
  { lock }: { lock: boolean },
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await database.$client.connect();
    let broken = true;
    try {
      // The tables grow while the planner's statistics are old: force index lookups.
      await client.query(
        `begin${lock ? '' : ' read only'}; set local statement_timeout = ${batchMs};
         set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off`,
      );
      allowSilence(client, batchMs);
      if (lock) await client.query(importLock);
      const result = await work(client);
      await client.query('commit');
      broken = false;
      return result;
    } catch (error) {
      broken = await client.query('rollback').then(
        () => false,
        () => true,
      );
      // The next attempt finds the identity that somebody else inserted.
      const mayPass = isTransient(error) || isUniqueViolation(error);
      if (attempt === maxAttempts || !mayPass) throw error;
      await pause(50 * attempt);
    } finally {
      client.release(broken);
    }
  }
}
