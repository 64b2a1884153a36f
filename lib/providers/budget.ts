/** What lets calls to the providers out: how fast, how many at once, and when a provider asked for a pause. */
import type { ProviderId } from './ids.ts';
import { createRateLimiter, type Limits, type RateLimiter } from './rate-limiter.ts';

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
