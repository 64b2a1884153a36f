import type { EndedRequest } from '#lib/platform/log/request-log.ts';
import { processMetrics } from './registry.ts';
import { readRouteNames } from './route-names.ts';

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
