/** Whoever uses the database during a restore would go on with outdated data. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { isOfPooler } from '#lib/platform/db/watch-connection.ts';
import { BackupError } from './archive.ts';

/** Throws BackupError while somebody else is connected. `client` is in a transaction. */
export async function requireStopped(client: Client): Promise<void> {
  // Behind a pooler idle connections do not count, heartbeats do.
  const pooled = await isOfPooler(client);
  let others = await countOthers(client, pooled);
  // PostgreSQL shows an ended client for a moment.
  for (let looks = 0; others > 0 && looks < 20; looks += 1) {
    await pause(100);
    others = await countOthers(client, pooled);
  }
  if (others > 0) {
    const connections = others === 1 ? 'One connection is' : `${others} connections are`;
    throw new BackupError(
      `${connections} open to the database. Stop every instance of Tagdesk, then restore.`,
    );
  }
  if (pooled) await requireSilence(client);
}

async function countOthers(client: Client, pooled: boolean): Promise<number> {
  // A transaction caches pg_stat_activity until it is cleared.
  await client.query('select pg_stat_clear_snapshot()');
  const { rows } = await client.query<{ others: number }>(
    `select count(*)::int as others from pg_stat_activity
     where datname = current_database() and usename = current_user and backend_type = 'client backend'
       and pid <> pg_backend_pid() and ($1 or state <> 'idle')`,
    [!pooled],
  );
  return rows[0]?.others ?? 0;
}

/** As in the health check. */
const silence = '30 seconds';

async function requireSilence(client: Client): Promise<void> {
  const { rowCount } = await client.query(
    `select 1 from heartbeats where at > now() - interval '${silence}' limit 1`,
  );
  if (!rowCount) return;
  throw new BackupError(
    `An instance of Tagdesk gave a sign of life within the last ${silence}. Stop every instance, wait as long, then restore.`,
  );
}
