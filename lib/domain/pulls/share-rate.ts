/** Lists are read by a share of the rate limit: edits and runs have the rest, and go first. */
import { setTimeout as pause } from 'node:timers/promises';

export type Pace = {
  /** Resolves when the next call may start, or once stopped. The first may at once. */
  turn(): Promise<void>;
};

/** `limitShare` in percent. A turn that came late is caught up with by one. */
export function shareRate(
  { perSecond, limitShare }: { perSecond: number; limitShare: number },
  stopping?: AbortSignal,
): Pace {
  const waitMs = 100_000 / (perSecond * limitShare);
  let nextAt = performance.now();
  return {
    turn: async () => {
      await pause(Math.max(0, nextAt - performance.now()), undefined, stopping && { signal: stopping }).catch(
        () => undefined,
      );
      nextAt = Math.max(nextAt, performance.now() - waitMs) + waitMs;
    },
  };
}
