/** The transaction of one batch of a file's rows. */
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Database } from '#lib/platform/db/client.ts';
import { isUniqueViolation } from '#lib/platform/db/sql-state.ts';
import { isTransient } from '#lib/platform/db/transaction.ts';
import { allowSilence } from '#lib/platform/db/watch-connection.ts';

const maxAttempts = 5;
/** How long a statement of a batch may take. */
export const batchMs = 2 * 60_000;

/** Imports, and what takes them back, write one batch at a time over all processes. */
export const importLock = "select pg_advisory_xact_lock(hashtext('tagdesk import'))";

/**
 * `lock`: one batch at a time over all imports; without it nothing can be written. Repeated when somebody else was first
 * with an id, or PostgreSQL chose a victim.
 */
export async function inBatchTransaction<T>(
  database: Database,
  { lock }: { lock: boolean },
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await database.$client.connect();
    let broken = true;
    try {
      // Tables grow under the planner's feet: lookups must go by index, whatever it believes of their size.
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
      // Whoever was first with an identity is found by the next attempt.
      const mayPass = isTransient(error) || isUniqueViolation(error);
      if (attempt === maxAttempts || !mayPass) throw error;
      await pause(50 * attempt);
    } finally {
      client.release(broken);
    }
  }
}
