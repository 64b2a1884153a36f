/** Keeps the history as long as the settings say (TAGDESK_HISTORY_DAYS); without that setting, for ever. */
import { setTimeout as pause } from 'node:timers/promises';
import { removeOldHistory } from '#lib/changes/remove-old-history.ts';
import type { Database } from '#lib/db/client.ts';
import { repeat } from './repeat.ts';

const lookEveryMs = 60 * 60_000;
/** Between batches, so that a first removal of millions leaves the database to everybody else. */
const breatheMs = 500;

/** Until `stopping`. `days` null: nothing is ever removed. */
export async function tendHistory(
  database: Database,
  days: number | null,
  stopping: AbortSignal,
): Promise<void> {
  if (days === null) return;
  await repeat('Old lines of the history', lookEveryMs, stopping, async () => {
    const removed = await removeOldHistory(database, days);
    if (removed > 0) await pause(breatheMs, undefined, { signal: stopping }).catch(() => undefined);
    return removed > 0;
  });
}
