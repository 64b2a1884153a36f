import { sql } from 'drizzle-orm';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { callOutcomes, type ProviderStatus } from '#lib/shared/provider-status.ts';

export type ProviderCalls = { provider: ProviderId; at: string | null; ok: boolean | null; waiting: number };

// A range of the index instead of equalities: where no line fits (Vero confirms nothing), the planner
// would walk the whole ledger from its end.
const lastWith = callOutcomes.map(
  (outcome) => sql`
    (select c.closed_at as at, ${outcome !== 'failed' && outcome !== 'unknown'}::boolean as ok from changes c
     where (c.provider, c.outcome) >= (p.provider, ${outcome}) and c.duration_ms is not null
       and (c.provider, c.outcome, c.id) <= (p.provider, ${outcome}, 9223372036854775807)
     order by c.provider desc, c.outcome desc, c.id desc limit 1)`,
);

/** Per provider the latest call or check of any age, and how many changes wait. Read by `callsOf`. */
export const providerCalls = sql`
  select p.provider, last.at, last.ok,
    (select count(*)::int from changes c where c.provider = p.provider and c.outcome = 'pending') as waiting
  from unnest(${sql.param([...providerIds])}::text[]) as p(provider)
  left join lateral (
    ${sql.join(lastWith, sql` union all `)} union all
    (select at, (detail ->> 'ok')::boolean from audit_events
     where kind = 'provider.checked' and lower(subject) = p.provider order by id desc limit 1)
    order by at desc nulls last limit 1
  ) last on true`;

export function callsOf(
  provider: ProviderId,
  all: readonly ProviderCalls[],
): Pick<ProviderStatus, 'lastCall' | 'waiting'> {
  const own = all.find((calls) => calls.provider === provider);
  const isKnown = own?.at != null && own.ok !== null;
  return {
    lastCall: isKnown ? { at: new Date(own.at ?? 0).toISOString(), ok: own.ok === true } : null,
    waiting: own?.waiting ?? 0,
  };
}
