/** One budget per provider for all processes, kept in the database. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Budget } from '#lib/providers/budget.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { createSharedLimiter, type SharedLimiter } from './shared-limiter.ts';
import { takeCalls } from './take-calls.ts';

/** `pool` must stay open until the budget is closed. */
export function createSharedBudget(pool: pg.Pool): Budget {
  const process = randomUUID();
  const limiters = new Map<ProviderId, SharedLimiter>();
  return {
    limiterOf: (provider, limits) => {
      const limiter =
        limiters.get(provider) ??
        createSharedLimiter({ provider, limits, take: takeCalls(pool, { provider, process, ...limits }) });
      limiters.set(provider, limiter);
      return limiter;
    },
    expectEdit: (provider) => {
      // The edit uses an idle connection; opening another costs more than asking when the call is due.
      if (pool.idleCount > 1) limiters.get(provider)?.expectEdit();
    },
    close: async () => {
      await Promise.all([...limiters.values()].map((limiter) => limiter.close()));
    },
  };
}
