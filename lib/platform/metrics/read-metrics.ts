import { createHash, timingSafeEqual } from 'node:crypto';
import { AggregatorRegistry } from 'prom-client';
import { databaseMetrics } from './database-metrics.ts';
import { type ProcessMetrics, processMetrics } from './registry.ts';
import { readWorkerMetrics } from './worker-metrics.ts';

/** `off`: no token is configured, so the answer is as for an unknown page. */
export type MetricsAccess = 'off' | 'refused' | 'granted';

export function metricsAccess(header: string | null, token: string | null): MetricsAccess {
  if (!token) return 'off';
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`)) ? 'granted' : 'refused';
}

/** Prometheus' text format 0.0.4: web server, worker and database. */
export async function readMetrics(): Promise<string> {
  const parts = await Promise.all([
    processMetrics().registry.getMetricsAsJSON(),
    readWorkerMetrics(),
    databaseMetrics(),
  ]);
  return toText(parts.filter((part) => part !== null));
}

/** The format wants all lines of a name together, under one heading. */
export function toText(parts: readonly ProcessMetrics[]): Promise<string> {
  // Lines differ by their label `process`: none is to be summed, nor left out as prom-client does with start times.
  const each = parts.map((part) => part.map((metric) => ({ ...metric, aggregator: 'first' })));
  return AggregatorRegistry.aggregate(each).metrics();
}
