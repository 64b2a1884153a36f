import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import type { OperationOutcome } from '#lib/shared/changes.ts';
import {
  type CallOutcome,
  callOutcomes,
  type ProviderStatus,
  type RecentError,
} from '#lib/shared/provider-status.ts';
import { callsOf, type ProviderCalls, providerCalls } from './provider-calls.ts';

const variables: Record<ProviderId, string[]> = {
  vero: ['VERO_AUTH_TOKEN'],
  cerego: ['CEREGO_API_KEY'],
  capillary: ['CAPILLARY_USERNAME', 'CAPILLARY_PASSWORD'],
  fragment: ['FRAGMENT_CLIENT_ID', 'FRAGMENT_CLIENT_SECRET'],
};

type CountLine = {
  provider: ProviderId;
  outcome: CallOutcome | null;
  calls: number;
  median: number | null;
  p95: number | null;
};

/** In the order of every screen. Throws AppError `forbidden`. */
export async function listProviderStatus(context: Context): Promise<ProviderStatus[]> {
  requirePermission(context, 'providers:read');
  const described = context.providers.describe();
  const configured = processSettings().providers;
  const [counts, { rows: calls }, ...recentErrors] = await Promise.all([
    countCalls(context.database),
    context.database.execute<ProviderCalls>(providerCalls),
    ...providerIds.map((id) => findRecentErrors(context.database, id)),
  ]);
  return providerIds.map((id, position) => ({
    id,
    connected: described[id].connected,
    missing: described[id].connected ? [] : variables[id],
    ...callsOf(id, calls),
    canRead: described[id].canRead,
    pace: configured[id]?.pace ?? capabilitiesOf(id).pace,
    lastDay: toLastDay(counts.filter(({ provider }) => provider === id)),
    troubles: recentErrors[position] ?? [],
  }));
}

/** Per provider and outcome, and per provider over all of them (`outcome` null), which is where the times count. */
async function countCalls(database: Database): Promise<CountLine[]> {
  // Ids grow with time: the day's first line bounds the rest by the primary key.
  const { rows } = await database.execute<CountLine>(sql`
    with first as (
      select coalesce(
        (select id from changes where created_at < now() - interval '24 hours' order by id desc limit 1), 0) as id)
    select provider, outcome, count(*) as calls,
      percentile_cont(0.5) within group (order by duration_ms) as median,
      percentile_cont(0.95) within group (order by duration_ms) as p95
    from changes
    where id > (select id from first) and duration_ms is not null
      and outcome in ('confirmed', 'accepted', 'refused', 'failed', 'unknown')
    group by grouping sets ((provider), (provider, outcome))`);
  return rows;
}

async function findRecentErrors(database: Database, provider: ProviderId): Promise<RecentError[]> {
  const one = (outcome: CallOutcome) => sql`
    (select id, user_id, external_id, closed_at, created_at, outcome, outcomes from changes
     where provider = ${provider} and outcome = ${outcome} order by id desc limit 5)`;
  const { rows } = await database.execute<{
    id: number;
    user_id: number;
    external_id: string;
    closed_at: string | null;
    created_at: string;
    outcome: CallOutcome;
    outcomes: OperationOutcome[] | null;
  }>(sql`${one('refused')} union all ${one('failed')} union all ${one('unknown')} order by id desc limit 5`);
  return rows.map((row) => {
    const found = row.outcomes?.find(({ outcome }) => outcome === row.outcome);
    return {
      changeId: row.id,
      userId: row.user_id,
      externalId: row.external_id,
      at: new Date(row.closed_at ?? row.created_at).toISOString(),
      outcome: row.outcome,
      code: found?.code ?? null,
      message: found?.message ?? null,
    };
  });
}

function toLastDay(lines: readonly CountLine[]): ProviderStatus['lastDay'] {
  const all = lines.find(({ outcome }) => outcome === null);
  const countOf = (wanted: CallOutcome) => lines.find(({ outcome }) => outcome === wanted)?.calls ?? 0;
  const [confirmed, accepted, refused, failed, unknown] = callOutcomes.map(countOf);
  const outcomes = {
    confirmed: confirmed ?? 0,
    accepted: accepted ?? 0,
    refused: refused ?? 0,
    failed: failed ?? 0,
    unknown: unknown ?? 0,
  };
  const calls = all?.calls ?? 0;
  return {
    calls,
    outcomes,
    errorRate: calls === 0 ? null : (outcomes.failed + outcomes.unknown) / calls,
    medianMs: all?.median ?? null,
    p95Ms: all?.p95 ?? null,
  };
}
