import type { Child } from './child.ts';
import { complain } from './output.ts';

export type KeptChild = {
  /** For good; see `Child.stop`. */
  stop(limitMs: number): Promise<void>;
};

const firstPauseMs = 500;
const maxPauseMs = 30_000;
/** Then its next failure is a new one. */
const healthyAfterMs = 60_000;

/** With pauses that double up to 30 s. `first`: a child already started. */
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
    pauseMs = Math.min(pauseMs * 2, maxPauseMs);
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
