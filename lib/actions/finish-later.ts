import { after } from 'next/server';
import { log } from '#lib/platform/log/log.ts';

/**
 * Next waits for it on shutdown. A function starts after the answer was sent. Errors are logged, since nobody
 * sees them.
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
