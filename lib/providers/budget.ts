/** What lets calls to the providers out: how fast, how many at once, and when a provider asked for a pause. */
import type { ProviderId } from './ids.ts';
import { createRateLimiter } from './rate-limiter.ts';

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

export type Budget = {
  /** One per provider: whoever calls a provider calls through the same. The first caller's limits count. */
  limiterOf(provider: ProviderId, limits: Limits): RateLimiter;
  /** An edit that calls this provider is about to come: what it needs may be fetched meanwhile. */
  expectEdit(provider: ProviderId): void;
  /** Gives back what is held. Nothing may be called any more. */
  close(): Promise<void>;
};

/** A budget of one's own, for tests and tools: other processes have theirs. */
export function createLocalBudget(): Budget {
  const limiters = new Map<ProviderId, RateLimiter>();
  return {
    limiterOf: (provider, limits) => {
      const limiter = limiters.get(provider) ?? createRateLimiter(limits);
      limiters.set(provider, limiter);
      return limiter;
    },
    expectEdit: () => undefined,
    close: async () => undefined,
  };
}
