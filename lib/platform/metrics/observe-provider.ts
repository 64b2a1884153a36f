/** Counts what providers were asked for, and how long they took. */
import { currentRequestId } from '#lib/platform/log/request-context.ts';
import type { ProviderObserver } from '#lib/providers/deps.ts';
import { processMetrics } from './registry.ts';

/** What the process's clients tell of their calls goes into its metrics. */
export const providerObserver: ProviderObserver = {
  requestId: currentRequestId,
  callEnded(provider, { method, durationMs }, failure) {
    processMetrics().calls.observe({ provider, method, outcome: failure ?? 'ok' }, durationMs / 1000);
  },
  operationsEnded(provider, { operations }, { results }) {
    operations.forEach(({ verb }, position) => {
      const outcome = results[position]?.outcome;
      if (outcome) processMetrics().operations.inc({ provider, verb, outcome });
    });
  },
};
