/** Something that is done again and again for as long as the process lives. */
import { setTimeout as pause } from 'node:timers/promises';
import { clearRecurring, reportRecurring } from '#lib/platform/log/recurring-errors.ts';

/** Until `stopping`. `step` gives true when there is more to do at once. What fails is done again after `everyMs`. */
export async function poll(
  what: string,
  everyMs: number,
  stopping: AbortSignal,
  step: () => Promise<boolean>,
): Promise<void> {
  while (!stopping.aborted) {
    let more = false;
    try {
      more = await step();
      clearRecurring(what);
    } catch (error) {
      // A database that restarts comes back; what was due stays due.
      reportRecurring(what, error);
    }
    if (!more) await pause(everyMs, undefined, { signal: stopping }).catch(() => undefined);
  }
}
