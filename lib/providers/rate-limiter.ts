/** First come, first served. */
import { CallsPaused } from './calls-refused.ts';

/** As in `Pace`; callers who would wait longer for a pause are rejected. */
export type Limits = { perSecond: number; concurrent: number; maxPauseMs: number };

export type RateLimiter = {
  /** Rejects as `task` does or, without running it, with `CallsPaused` or `BudgetUnavailable`. */
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Never shortens a longer pause. Resolves when all processes know, or cannot be told. */
  pause(forMs: number): Promise<void>;
};

type Waiting = { start: () => void; reject: (error: CallsPaused) => void };

/**
 * Saved-up starts are limited to `concurrent`, or 100 ms of a fast rate so that a busy process keeps up: that
 * is the largest burst.
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

  /** Takes a start, or schedules the next attempt. */
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
      // With every slot taken the loop does not run, yet waiters must hear of a long pause.
      if (forMs > limits.maxPauseMs) rejectAll(Math.ceil(forMs));
    },
  };
}
