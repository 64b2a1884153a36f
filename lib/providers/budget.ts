/** Rate limits and pauses of calls to the providers. */
import type { ProviderId } from './ids.ts';
import { createRateLimiter, type Limits, type RateLimiter } from './rate-limiter.ts';

export type Budget = {
  /** One per provider and process. The first caller's limits count. */
  limiterOf(provider: ProviderId, limits: Limits): RateLimiter;
  /** An edit is about to call this provider: calls may be fetched meanwhile. */
  expectEdit(provider: ProviderId): void;
  /** Gives back what is held. No calls afterwards. */
  close(): Promise<void>;
};

/** For tests and tools: other processes have their own. */
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
