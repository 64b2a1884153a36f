import { currentRequestId } from '#lib/platform/log/request-context.ts';
import type { EndedRequest } from '#lib/platform/log/request-log.ts';
import type { ProviderObserver } from '#lib/providers/deps.ts';
import { processMetrics } from './registry.ts';
import { readRouteNames } from './route-names.ts';

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

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Reads the build's list of routes once. */
export function createRequestObserver(): (ended: EndedRequest) => void {
  const nameOf = readRouteNames();
  const { requests } = processMetrics();
  return ({ method, path, status, seconds }) => {
    const labels = { method: methods.has(method) ? method : 'other', route: nameOf(path), status };
    requests.observe(labels, seconds);
  };
}
