/**
 * What keeps the ledger from being left half-way, whoever died: one pass over what is due. Changes whose sender is
 * gone, changes that a provider asked to send later, and outcomes that can be looked up.
 */
import { sql } from 'drizzle-orm';
import { claimChanges } from '#lib/changes/claim-changes.ts';
import { sendClaimed, type Workshop } from '#lib/changes/execute-change.ts';
import { expireLeases } from '#lib/changes/leases.ts';
import { settleUnknown } from '#lib/changes/settle-unknown.ts';

/** A member's own request sends a fresh change itself; only what it left behind is taken up here. */
const graceSeconds = 3;
const mostAtOnce = 50;

/** Gives how many changes were sent and how many outcomes were looked up. */
export async function sweep(workshop: Workshop): Promise<{ sent: number; settled: number }> {
  await expireLeases(workshop.database);
  const [sent, settled] = await Promise.all([sendDue(workshop), settleUnknown(workshop)]);
  return { sent, settled };
}

async function sendDue(workshop: Workshop): Promise<number> {
  const { rows } = await workshop.database.execute<{ id: number }>(sql`
    select id from changes
    where state in ('queued', 'in-doubt') and run_id is null and not_before <= now()
      and (state = 'in-doubt' or greatest(not_before, created_at) < now() - make_interval(secs => ${graceSeconds}))
    order by not_before, id limit ${mostAtOnce}`);
  const claimed = await claimChanges(
    workshop.database,
    rows.map(({ id }) => id),
  );
  await Promise.all(claimed.map((change) => sendClaimed(workshop, change)));
  return claimed.length;
}
