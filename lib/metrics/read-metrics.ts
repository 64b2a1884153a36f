/** Everything that this instance tells Prometheus. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { databaseFigures } from './database-figures.ts';
import { mergeTexts } from './merge-texts.ts';
import { processMetrics } from './registry.ts';
import { readWorkerFigures } from './worker-figures.ts';

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
  const texts = await Promise.all([
    processMetrics().registry.metrics(),
    readWorkerFigures(),
    databaseFigures(),
  ]);
  return mergeTexts(texts.filter((text) => text !== null));
}
