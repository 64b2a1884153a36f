/** One provider's calls out of this process: first come, first served, never faster or wider than its limits. */
import { CallsPaused } from './calls-refused.ts';

/** Rate and parallel calls as in `Pace`; callers that would have to sit out a longer pause are turned away. */
export type Limits = { perSecond: number; concurrent: number; maxPauseMs: number };

export type RateLimiter = {
  /**
   * Runs `task` when its turn has come. Rejects as `task` does or, without having run it, with `CallsPaused` or
   * `BudgetUnavailable`.
   */
  run<T>(task: () => Promise<T>): Promise<T>;
  /**
   * Starts nothing for `forMs` from now; what is in flight goes on. A shorter pause never shortens a longer one.
   * Resolves when everybody knows, or cannot be told now.
   */
  pause(forMs: number): Promise<void>;
};

type Waiting = { start: () => void; reject: (error: CallsPaused) => void };

/**
 * `perSecond` starts per second on average and `concurrent` at once. Saved-up starts are limited to `concurrent`
 * (or 100 ms worth of a fast pace, so that a busy process does not fall behind it), which is how far a burst may go.
 */
export function createRateLimiter(limits: Limits): RateLimiter {
  const capacity = Math.max(1, limits.concurrent, limits.perSecond / 10);
  const perMs = limits.perSecond / 1000;
  const queue: Waiting[] = [];
  let tokens = capacity;
  let filledAt = performance.now();
  let pausedUntil = 0;
  let running = 0;
  let wakes = false;

  function wake(afterMs: number): void {
    if (wakes) return;
    wakes = true;
    setTimeout(() => {
      wakes = false;
      startDue();
    }, Math.ceil(afterMs));
  }

  function rejectAll(remainingMs: number): void {
    for (const waiting of queue.splice(0)) waiting.reject(new CallsPaused(remainingMs));
  }

  /** Takes one start, or sees to it that somebody asks again later or that nobody is left waiting. */
  function mayStart(): boolean {
    const now = performance.now();
    const pausedMs = pausedUntil - now;
    tokens = Math.min(capacity, tokens + (now - filledAt) * perMs);
    filledAt = now;
    if (pausedMs > limits.maxPauseMs) rejectAll(Math.ceil(pausedMs));
    else if (pausedMs > 0) wake(pausedMs);
    else if (tokens < 1) wake((1 - tokens) / perMs);
    else {
      tokens -= 1;
      return true;
    }
    return false;
  }

  function startDue(): void {
    while (queue.length > 0 && running < limits.concurrent && mayStart()) {
      running += 1;
      queue.shift()?.start();
    }
  }

  return {
    run: async (task) => {
      await new Promise<void>((start, reject) => {
        queue.push({ start, reject });
        startDue();
      });
      try {
        return await task();
      } finally {
        running -= 1;
        startDue();
      }
    },
    pause: async (forMs) => {
      pausedUntil = Math.max(pausedUntil, performance.now() + forMs);
      startDue();
      // With every slot taken the loop above does not run, yet those who wait must hear of a long pause now.
      if (forMs > limits.maxPauseMs) rejectAll(Math.ceil(forMs));
    },
  };
}
