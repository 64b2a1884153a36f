/**
 * A restored installation waits for people. Between the backup and now its open lines may have been sent, by the very
 * installation that was lost: sent again as if nothing had happened, they would be done twice.
 */
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Client } from 'pg';
import { recordEvent } from '#lib/auth/record-event.ts';

/** Runs rest, and every open line is looked up at its provider before anything is sent. Leaves a line in the audit log. */
export async function standStill(client: Client, restored: Record<string, string | number>): Promise<void> {
  await client.query(
    `update changes set state = 'in-doubt', lease_until = null where state in ('queued', 'sending')`,
  );
  await client.query(
    `update run_lanes set state = 'paused', paused_by = 'Tagdesk, after a restore', paused_at = now(), rate = null
     where state in ('waiting', 'running')`,
  );
  await client.query(
    `update runs r set status = 'paused' where status = 'running'
       and exists (select 1 from run_lanes l where l.run_id = r.id and l.state = 'paused')
       and not exists (select 1 from run_lanes l where l.run_id = r.id and l.state = 'cancelled' and l.ended_at is null)`,
  );
  await client.query(`update runs set status = 'planned', start_at = null where status = 'scheduled'`);
  await recordEvent(drizzle(client), {
    kind: 'installation.restored',
    memberId: null,
    actor: 'Tagdesk',
    detail: restored,
  });
}
