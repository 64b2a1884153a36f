/** One provider's way out of this process: first come, first served, never faster or wider than its pace. */

/** Thrown to callers that would have to wait longer than `longestWaitMs` because the provider asked for a pause. */
export class LanePaused extends Error {
  readonly remainingMs: number;

  constructor(remainingMs: number) {
    super(`Paused for ${remainingMs} ms.`);
    this.name = 'LanePaused';
    this.remainingMs = remainingMs;
  }
}

export type Lane = {
  /** Runs `task` when its turn has come. Rejects with `LanePaused` without running it, or as `task` rejects. */
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Starts nothing for `forMs` from now; what is in flight goes on. A shorter pause never shortens a longer one. */
  pause(forMs: number): void;
};

type Waiting = { start: () => void; reject: (error: LanePaused) => void };

/**
 * `perSecond` starts per second on average and `concurrent` at once. Saved-up starts are limited to `concurrent`
 * (or 100 ms worth of a fast pace, so that a busy process does not fall behind it), which is how far a burst may go.
 */
export function createLane(pace: { perSecond: number; concurrent: number; longestWaitMs: number }): Lane {
  const capacity = Math.max(1, pace.concurrent, pace.perSecond / 10);
  const perMs = pace.perSecond / 1000;
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
    for (const waiting of queue.splice(0)) waiting.reject(new LanePaused(remainingMs));
  }

  /** Takes one start, or sees to it that somebody asks again later or that nobody is left waiting. */
  function mayStart(): boolean {
    const now = performance.now();
    const pausedMs = pausedUntil - now;
    tokens = Math.min(capacity, tokens + (now - filledAt) * perMs);
    filledAt = now;
    if (pausedMs > pace.longestWaitMs) rejectAll(Math.ceil(pausedMs));
    else if (pausedMs > 0) wake(pausedMs);
    else if (tokens < 1) wake((1 - tokens) / perMs);
    else {
      tokens -= 1;
      return true;
    }
    return false;
  }

  function startDue(): void {
    while (queue.length > 0 && running < pace.concurrent && mayStart()) {
      running += 1;
      queue.shift()?.start();
    }
  }

  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        const start = () => {
          task()
            .then(resolve, reject)
            .finally(() => {
              running -= 1;
              startDue();
            });
        };
        queue.push({ start, reject });
        startDue();
      }),
    pause: (forMs) => {
      pausedUntil = Math.max(pausedUntil, performance.now() + forMs);
      startDue();
      // With every slot taken the loop above does not run, yet those who wait must hear of a long pause now.
      if (forMs > pace.longestWaitMs) rejectAll(Math.ceil(forMs));
    },
  };
}
