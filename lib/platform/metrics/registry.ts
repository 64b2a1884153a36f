/** Names and meanings are in lib/docs/operating.md. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { processDatabase } from '#lib/platform/db/client.ts';
import { processVariable } from '#lib/platform/log/log.ts';
import { processSingleton } from '#lib/platform/process-singleton.ts';
import { version } from '#lib/platform/version.ts';

const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const callSeconds = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export type Metrics = {
  registry: Registry;
  requests: Histogram<'method' | 'route' | 'status'>;
  calls: Histogram<'provider' | 'method' | 'outcome'>;
  operations: Counter<'provider' | 'verb' | 'outcome'>;
};

/** What a process has counted, as prom-client hands it on. */
export type ProcessMetrics = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** This process's figures, made at first use. */
export const processMetrics = processSingleton('metrics', createMetrics);

function createMetrics(): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ process: process.env[processVariable] ?? 'web' });
  collectDefaultMetrics({ register: registry });
  watchPool(registry);
  const registers = [registry];
  new Gauge({
    name: 'tagdesk_build_info',
    help: 'Always 1; the version that runs is in its label.',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);
  return {
    registry,
    requests: new Histogram({
      name: 'tagdesk_http_request_duration_seconds',
      help: 'Requests to the web server, by route and status, until the last byte was handed over.',
      labelNames: ['method', 'route', 'status'],
      buckets: requestSeconds,
      registers,
    }),
    calls: new Histogram({
      name: 'tagdesk_provider_call_duration_seconds',
      help: "HTTP calls to providers, the provider's own time; outcome is ok or what went wrong.",
      labelNames: ['provider', 'method', 'outcome'],
      buckets: callSeconds,
      registers,
    }),
    operations: new Counter({
      name: 'tagdesk_provider_operations_total',
      help: 'Operations that a provider was asked for, by verb and by what became of them.',
      labelNames: ['provider', 'verb', 'outcome'],
      registers,
    }),
  };
}

function watchPool(registry: Registry): void {
  new Gauge({
    name: 'tagdesk_database_connections',
    help: "Connections of this process's pool, in use and idle.",
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const { pool } = processDatabase();
      this.set({ state: 'in-use' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'idle' }, pool.idleCount);
    },
  });
  const waiting = 'tagdesk_db_pool_waiting_requests';
  for (const [name, help] of [
    [waiting, 'Requests of this process that wait for a connection.'],
    ['tagdesk_database_waiting', deprecationOf(waiting)],
  ] as const) {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(processDatabase().pool.waitingCount);
      },
    });
  }
}

/** The help of a metric that stays for one release under its former name. */
export function deprecationOf(name: string): string {
  return `Deprecated, use ${name}.`;
}
