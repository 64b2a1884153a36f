import { setTimeout as pause } from 'node:timers/promises';
import { clearRecurring, reportRecurring } from '#lib/platform/log/recurring-errors.ts';

/** `step` true: again at once. Errors are retried after `everyMs`. */
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
      // What was due stays due.
      reportRecurring(what, error);
    }
    if (!more) await pause(everyMs, undefined, { signal: stopping }).catch(() => undefined);
  }
}
