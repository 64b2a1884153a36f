/** Everything that this instance tells Prometheus. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { AggregatorRegistry } from 'prom-client';
import { databaseMetrics } from './database-metrics.ts';
import { type ProcessMetrics, processMetrics } from './registry.ts';
import { readWorkerMetrics } from './worker-metrics.ts';

/** `off`: no token is configured, so that nobody learns that there is anything here. */
export type MetricsAccess = 'off' | 'refused' | 'granted';

/** Whether the request's Authorization header carries the configured token. */
export function metricsAccess(header: string | null, token: string | null): MetricsAccess {
  if (!token) return 'off';
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`)) ? 'granted' : 'refused';
}

/** Prometheus' text format 0.0.4: this web server's figures, its worker's, and the database's. */
export async function readMetrics(): Promise<string> {
  const parts = await Promise.all([
    processMetrics().registry.getMetricsAsJSON(),
    readWorkerMetrics(),
    databaseMetrics(),
  ]);
  return toText(parts.filter((part) => part !== null));
}

/** Several processes' figures as one text: the format wants all lines of a name together, under one heading. */
export function toText(parts: readonly ProcessMetrics[]): Promise<string> {
  // Lines differ by their label `process`: none is to be summed, nor left out as prom-client does with start times.
  const each = parts.map((part) => part.map((metric) => ({ ...metric, aggregator: 'first' })));
  return AggregatorRegistry.aggregate(each).metrics();
}
