/**
 * What keeps the ledger from being left half-way, whoever died: changes whose sender is gone are found, and single
 * edits that a request left behind, or that a provider asked to send later, are sent.
 */
import { sql } from 'drizzle-orm';
import { claimChanges } from '#lib/changes/claim-changes.ts';
import { sendClaimed, type Workshop } from '#lib/changes/execute-change.ts';
import { expireLeases } from '#lib/changes/leases.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { repeat } from './repeat.ts';

const everyMs = 1_000;
/** A member's own request sends a fresh change itself; only what it left behind is taken up here. */
const graceSeconds = 3;
const mostAtOnce = 50;

/** Until `stopping`. Each provider by itself: one that hangs keeps neither the others nor the dead waiting. */
export async function sweepOn(workshop: Workshop, stopping: AbortSignal): Promise<void> {
  await Promise.all([
    repeat('Leases', everyMs, stopping, async () => {
      await expireLeases(workshop.database);
      return false;
    }),
    ...providerIds.map((provider) =>
      repeat(`${provider}: edits that wait`, everyMs, stopping, async () => {
        return (await sendDue(workshop, provider)) === mostAtOnce;
      }),
    ),
  ]);
}

/** Sends what is due at one provider, a batch at most. Gives how many changes were sent. */
export async function sendDue(workshop: Workshop, provider: ProviderId): Promise<number> {
  const { rows } = await workshop.database.execute<{ id: number }>(sql`
    select id from changes
    where state <> 'closed' and state in ('queued', 'in-doubt') and run_id is null and provider = ${provider} and not_before <= now()
      and (state = 'in-doubt' or greatest(not_before, created_at) < now() - make_interval(secs => ${graceSeconds}))
    order by not_before, id limit ${mostAtOnce}`);
  const claimed = await claimChanges(
    workshop.database,
    rows.map(({ id }) => id),
  );
  await Promise.all(claimed.map((change) => sendClaimed(workshop, change)));
  return claimed.length;
}
