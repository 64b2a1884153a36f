import { currentRequestId } from '#lib/platform/log/request-context.ts';
import type { ProviderObserver } from '#lib/providers/deps.ts';
import { processMetrics } from './registry.ts';

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
