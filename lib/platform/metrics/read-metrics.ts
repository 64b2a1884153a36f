/** Everything that this instance tells Prometheus. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { databaseMetrics } from './database-metrics.ts';
import { processMetrics } from './registry.ts';
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
  const texts = await Promise.all([
    processMetrics().registry.metrics(),
    readWorkerMetrics(),
    databaseMetrics(),
  ]);
  return mergeTexts(texts.filter((text) => text !== null));
}

/** Several processes' figures as one text: the format wants all lines of a name together, under one heading. */
type Family = { heading: string[]; lines: string[] };

/** Texts in Prometheus' format 0.0.4, as prom-client writes it: headings first, then the lines of that name. */
export function mergeTexts(texts: readonly string[]): string {
  const families = new Map<string, Family>();
  for (const text of texts) {
    let family: Family | undefined;
    for (const line of text.split('\n')) {
      if (line === '') continue;
      const name = /^# (?:HELP|TYPE) (\S+)/.exec(line)?.[1];
      if (name === undefined) {
        family?.lines.push(line);
        continue;
      }
      family = families.get(name) ?? { heading: [], lines: [] };
      families.set(name, family);
      if (!family.heading.includes(line)) family.heading.push(line);
    }
  }
  const lines = [...families.values()].flatMap((family) => [...family.heading, ...family.lines]);
  return `${lines.join('\n')}\n`;
}
