import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { CircuitState } from '#lib/platform/db/schema/runs.ts';
import type { Pace } from '#lib/providers/config.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { CircuitView } from './circuit-breaker.ts';
import type { Measure } from './rate-meter.ts';

export const leaseSeconds = 6;

export type HeldLease = {
  state: CircuitState;
  reason: string | null;
  /** Epoch ms, this process's clock. */
  since: number | null;
  until: number | null;
  resumes: number;
};

/** null: another worker has it. */
export async function holdLease(
  database: Database,
  owner: string,
  provider: ProviderId,
  { perSecond, concurrent }: Pace,
): Promise<HeldLease | null> {
  const [lease] = await runPlannedStatement<HeldLease>(
    database,
    sql`
    insert into provider_leases as l (provider, owner, lease_until, per_second, concurrent)
    values (${provider}, ${owner}, now() + make_interval(secs => ${leaseSeconds}), ${perSecond}, ${concurrent})
    on conflict (provider) do update set owner = excluded.owner, lease_until = excluded.lease_until,
      per_second = excluded.per_second, concurrent = excluded.concurrent
    where l.owner = excluded.owner or l.owner is null or l.lease_until is null or l.lease_until < now()
    returning l.state, l.reason, l.resumes,
      ${Date.now()}::float8 - extract(epoch from now() - l.since)::float8 * 1000 as since,
      ${Date.now()}::float8 + extract(epoch from l.until - now())::float8 * 1000 as until`,
  );
  return lease ?? null;
}

export async function releaseLeases(database: Database, owner: string): Promise<void> {
  await database.execute(
    sql`update provider_leases set owner = null, lease_until = null where owner = ${owner}`,
  );
}

/** For screens and successors. */
export async function showCircuit(
  database: Database,
  owner: string,
  provider: ProviderId,
  { state, reason, since, until }: CircuitView,
): Promise<void> {
  const instant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  await database.execute(sql`
    update provider_leases set state = ${state}, reason = ${reason}, since = ${instant(since)}::timestamptz,
      until = ${instant(until)}::timestamptz
    where provider = ${provider} and owner = ${owner}`);
}

export async function showMeasures(
  database: Database,
  provider: ProviderId,
  measures: readonly Measure[],
): Promise<void> {
  if (measures.length === 0) return;
  await database.execute(sql`
    update run_providers l set rate = m.rate
    from jsonb_to_recordset(${JSON.stringify(measures)}::jsonb) as m("runId" bigint, rate float8)
    where l.run_id = m."runId" and l.provider = ${provider} and l.state = 'running'`);
}
