/** Metrics of the shared database: the same on every instance. */
import { sql } from 'drizzle-orm';
import { Gauge, type LabelValues, Registry } from 'prom-client';
import { type Database, processDatabase } from '#lib/platform/db/client.ts';
import type { CircuitState } from '#lib/platform/db/schema/runs.ts';
import { withTimeout } from '#lib/platform/health/heartbeat.ts';
import { deprecationOf, type ProcessMetrics } from './registry.ts';

/** Counting further would only cost time. */
const maxCounted = 200_000;

type DatabaseMetrics = {
  changes: { provider: string; state: string; count: number }[] | null;
  leases: { provider: string; state: CircuitState; held: boolean }[] | null;
  depths: { provider: string; depth: number }[] | null;
  workers: { instance: string; age: number }[] | null;
  jobs: { name: string; waiting: number; running: number; failed: number }[] | null;
};

const circuitStates: readonly CircuitState[] = ['ready', 'resting', 'open', 'blocked'];

/** Never throws: a silent database is `tagdesk_database_up 0`. */
export async function databaseMetrics(
  open: () => Database = () => processDatabase().database,
): Promise<ProcessMetrics> {
  const registry = new Registry();
  const gauge = createGauges(registry);
  try {
    const { rows } = await withTimeout(open().execute<DatabaseMetrics>(statement));
    gauge('tagdesk_database_up', 'Whether the database answered this scrape.').set(1);
    if (rows[0]) show(rows[0], gauge);
  } catch {
    gauge('tagdesk_database_up', 'Whether the database answered this scrape.').set(0);
  }
  return registry.getMetricsAsJSON();
}

const statement = sql`
  select
    (select json_agg(o) from (
      select provider, state, count(*)::int as count
      from (select provider, state from changes where state <> 'closed' limit ${maxCounted}) c
      group by 1, 2) o) as changes,
    (select json_agg(l) from (
      select provider, state, coalesce(owner is not null and lease_until > now(), false) as held
      from provider_leases) l) as leases,
    (select json_agg(d) from (
      select provider, sum(change - confirmed - accepted - refused - failed - unknown - cancelled - no_op)::int as depth
      from run_providers where state in ('waiting', 'running', 'paused', 'cancelled') group by 1) d) as depths,
    (select json_agg(h) from (
      select name as instance, extract(epoch from now() - at)::float8 as age from heartbeats) h) as workers,
    (select json_agg(j) from (
      select q.name, count(*) filter (where state in ('created', 'retry'))::int as waiting,
        count(*) filter (where state = 'active')::int as running, count(*) filter (where state = 'failed')::int as failed
      from jobs.queue q left join jobs.job j on j.name = q.name and j.state in ('created', 'retry', 'active', 'failed')
      where left(q.name, 2) <> '__' group by q.name) j) as jobs`;

type MakeGauge = <L extends string>(name: string, help: string, ...labelNames: L[]) => Gauge<L>;

function createGauges(registry: Registry): MakeGauge {
  return (name, help, ...labelNames) => new Gauge({ name, help, labelNames, registers: [registry] });
}

/** Under its name and, for one release, under its former one. */
function createRenamed<L extends string>(
  make: MakeGauge,
  former: string,
  name: string,
  help: string,
  ...labels: L[]
) {
  const gauges = [make(name, help, ...labels), make(former, deprecationOf(name), ...labels)];
  return {
    set(of: LabelValues<L>, value: number) {
      for (const gauge of gauges) gauge.set(of, value);
    },
  };
}

function show({ changes, leases, depths, workers, jobs }: DatabaseMetrics, gauge: MakeGauge): void {
  const pending = createRenamed(
    gauge,
    'tagdesk_changes_open',
    'tagdesk_changes_pending',
    'Lines of the ledger not yet closed.',
    'provider',
    'state',
  );
  for (const { provider, state, count } of changes ?? []) pending.set({ provider, state }, count);
  const depth = createRenamed(
    gauge,
    'tagdesk_lane_depth',
    'tagdesk_run_queue_depth',
    'Changes of runs still to be made.',
    'provider',
  );
  for (const queue of depths ?? []) depth.set({ provider: queue.provider }, queue.depth);
  const circuit = createRenamed(
    gauge,
    'tagdesk_lane_state',
    'tagdesk_provider_circuit_state',
    'The circuit: 1 for the state it is in.',
    'provider',
    'state',
  );
  const leader = createRenamed(
    gauge,
    'tagdesk_lane_driven',
    'tagdesk_provider_leader',
    "Whether a worker holds the provider's lease.",
    'provider',
  );
  for (const lease of leases ?? []) {
    for (const one of circuitStates) {
      circuit.set({ provider: lease.provider, state: one }, one === lease.state ? 1 : 0);
    }
    leader.set({ provider: lease.provider }, lease.held ? 1 : 0);
  }
  const age = gauge(
    'tagdesk_worker_heartbeat_age_seconds',
    "Since a worker's last sign of life.",
    'instance',
  );
  for (const worker of workers ?? []) age.set({ instance: worker.instance }, worker.age);
  const work = gauge('tagdesk_jobs', 'Jobs by name, as the database has them.', 'name', 'state');
  for (const { name, waiting, running, failed } of jobs ?? []) {
    for (const [state, value] of Object.entries({ waiting, running, failed }))
      work.set({ name, state }, value);
  }
}
