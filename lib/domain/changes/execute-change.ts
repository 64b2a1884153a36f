/** One change from the queue to its end: claim, ask the provider, close. The only path that writes to a provider. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import type { Registry } from '#lib/providers/registry.ts';
import { type ClaimedChange, claimChanges } from './claim-changes.ts';
import {
  type ClosedLine,
  type Closing,
  closeChanges,
  closeIfUnchanged,
  requeueChange,
} from './close-changes.ts';
import { holdingLeases } from './leases.ts';
import { performChange } from './perform-change.ts';
import type { RecordedChange } from './record-and-claim.ts';

export type Deps = { database: Database; providers: Registry };

/** Attempts while the provider asks to wait; after that the change is `failed`. */
const maxAttempts = 30;
/** Waits up to this are sat out, so that the person sees the outcome at once. */
const timeoutMs = 2_000;
const firstPollMs = 15;
const maxPollMs = 250;

/** `line`: where it is known to have been closed as `closing` says; null: the ledger knows. */
export type Closed = { closing: Closing; line: ClosedLine | null };

/** `waitMs`: nothing was applied; the change is queued again and due then. */
export type Sent = Closed | { waitMs: number };

export async function sendClaimed(deps: Deps, change: ClaimedChange): Promise<Sent> {
  return holdingLeases(deps.database, [change.id], async () => {
    const performed = await performChange(deps.providers.get(change.provider), change);
    if (performed.kind === 'wait' && change.attempts < maxAttempts) {
      const { exchanges, waitMs, stillInDoubt } = performed;
      await requeueChange(deps.database, change, { exchanges, waitMs, inDoubt: stillInDoubt });
      return { waitMs };
    }
    const { closing } = performed;
    const line = await closeIfUnchanged(deps.database, closing);
    if (line === null) await closeChanges(deps.database, [closing]);
    return { closing, line };
  });
}

/**
 * Executes a queued change when its turn comes. null: it stays queued for longer than `waitMs`, behind an
 * older change or because the provider asked for time; the worker then sends it.
 */
export async function executeChange(
  deps: Deps,
  { id, claimed: taken }: RecordedChange,
  waitMs = 15_000,
): Promise<Closed | null> {
  const deadline = Date.now() + waitMs;
  let delay = firstPollMs;
  let due = taken;
  while (Date.now() < deadline) {
    const claimed = due ?? (await claimChanges(deps.database, [id]))[0];
    due = null;
    if (claimed) {
      const sent = await sendClaimed(deps, claimed);
      if ('closing' in sent) return sent;
      if (sent.waitMs > timeoutMs) return null;
      delay = sent.waitMs;
    } else if (await mustWaitLong(deps.database, id)) return null;
    await pause(delay);
    delay = Math.min(delay * 1.5, maxPollMs);
  }
  return null;
}

/** Whether this change, or an older one of its identity that goes first, is queued for later than a person waits. */
async function mustWaitLong(database: Database, changeId: number): Promise<boolean> {
  const { rows } = await database.execute<{ long: boolean }>(sql`
    select exists (
      select 1 from changes c join changes e on e.identity_id = c.identity_id and e.id <= c.id
      where c.id = ${changeId} and e.state = 'queued' and e.run_id is null
        and e.not_before > now() + make_interval(secs => ${timeoutMs / 1000}::float8)
    ) as long`);
  return rows[0]?.long ?? false;
}
