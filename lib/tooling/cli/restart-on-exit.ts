/** Restarts a child that ends unasked. */
import type { Child } from './child.ts';
import { complain } from './output.ts';

/** A child that is kept running. */
export type KeptChild = {
  /** Ends the child for good; see `Child.stop`. */
  stop(limitMs: number): Promise<void>;
};

const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** A child that lived so long is healthy: its next failure is a new one. */
const healthyAfterMs = 60_000;

/**
 * Starts a child, and again whenever it ends, with pauses that double up to half a minute.
 * `first` is the child of the first start if that was made already.
 */
export function keepRunning(name: string, start: () => Child, first?: Child): KeptChild {
  let child = first ?? start();
  let startedAt = Date.now();
  let pauseMs = firstPauseMs;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;

  const watch = async () => {
    const how = await child.ended;
    if (stopping) return;
    if (Date.now() - startedAt > healthyAfterMs) pauseMs = firstPauseMs;
    complain(`The ${name} ended unexpectedly (${how}); it starts again in ${pauseMs / 1000} s.`);
    timer = setTimeout(() => {
      child = start();
      startedAt = Date.now();
      void watch();
    }, pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  };
  void watch();

  return {
    async stop(limitMs) {
      stopping = true;
      clearTimeout(timer);
      await child.stop(limitMs);
    },
  };
}
