/** Work that goes on once an action has answered. */
import { after } from 'next/server';
import { log } from '#lib/platform/log/log.ts';

/**
 * Next waits for this work when it is asked to stop. A function begins after the answer was sent, so that the answer
 * takes no longer for it. What is thrown was not seen by anybody, so it is logged.
 */
export function finishLater(work: Promise<unknown> | (() => Promise<unknown>)): void {
  after(async () => {
    try {
      await (typeof work === 'function' ? work() : work);
    } catch (error) {
      log.error('Work left behind by an action failed', { error });
    }
  });
}
