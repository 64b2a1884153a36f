/** What is known of each provider's people, for its card. */
import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import type { ProviderPulls, Pull, PullSchedule } from '#lib/shared/pulls.ts';

const maxEnded = 5;

type PullLine = Omit<Pull, 'leftMs'> & { spentMs: number; askedFrom: number; askedMs: number | null };
type Line = {
  provider: ProviderId;
  people: number;
  pulledAt: string | null;
  pulls: PullLine[];
  schedule: PullSchedule | null;
  nextAt: string | null;
};

/** Throws AppError `forbidden`. */
export async function listPulls(context: Context): Promise<Record<ProviderId, ProviderPulls>> {
  requirePermission(context, 'providers:read');
  const lines = await runPlannedStatement<Line>(
    context.database,
    sql`
    select w.provider, (coalesce((select value from counters where name = 'identities:' || w.provider), 0)
        - (select count(*) from identities where provider = w.provider and gone_since is not null))::int as people,
      ${isoOf(sql`d.ended_at`)} as "pulledAt",
      coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'provider', p.provider, 'kind', p.kind,
          'state', p.state, 'step', p.step, 'actor', p.actor, 'reason', p.reason,
          'asks', p.state = 'stopped' and p.step = 'write', 'badReasons', p.bad_reasons,
          'read', p.read, 'created', p.created, 'changed', p.changed, 'gone', p.gone, 'held', p.held,
          'cases', p.cases, 'bad', p.bad, 'share', p.list_share,
          'names', case when p.step = 'names' and p.names is not null
            then jsonb_build_object('told', p.named, 'of', p.names) end, 'askedFrom', p.names_from,
          'askedMs', extract(epoch from now() - p.names_at) * 1000, 'spentMs', extract(epoch from now() - p.began_at) * 1000,
          'createdAt', ${isoOf(sql`p.created_at`)}, 'endedAt', ${isoOf(sql`p.ended_at`)}) order by p.id desc)
        from (select * from pulls where provider = w.provider order by id desc limit ${maxEnded + 1}) p), '[]') as pulls,
      case when s.provider is not null then jsonb_build_object('everyHours', s.every_hours, 'quietFrom', s.quiet_from,
        'quietUntil', s.quiet_until, 'limitShare', s.limit_share) end as schedule,
      ${isoOf(sql`case when s.provider is not null
        then greatest(now(), coalesce(d.created_at, s.changed_at) + make_interval(hours => s.every_hours)) end`)} as "nextAt"
    from unnest(${sql.param([...providerIds])}::text[]) as w(provider)
    left join pull_schedules s on s.provider = w.provider
    left join lateral (select created_at, ended_at from pulls where provider = w.provider and state = 'done'
      order by id desc limit 1) d on true`,
  );
  const of = (provider: ProviderId): ProviderPulls => {
    const line = lines.find((found) => found.provider === provider);
    const all = (line?.pulls ?? []).map(toPull);
    return {
      people: line?.people ?? 0,
      pulledAt: line?.pulledAt ?? null,
      open: all.find(({ endedAt }) => endedAt === null) ?? null,
      ended: all.filter(({ endedAt }) => endedAt !== null).slice(0, maxEnded),
      schedule: line?.schedule ?? null,
      nextAt: line?.nextAt ?? null,
    };
  };
  return { vero: of('vero'), cerego: of('cerego'), capillary: of('capillary'), fragment: of('fragment') };
}

function isoOf(instant: ReturnType<typeof sql>) {
  return sql`to_char(${instant} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Enough of the list to foretell the rest. */
const minShare = 0.02;
/** The same of names. */
const minAsked = 5;

function toPull({ spentMs, askedFrom, askedMs, ...pull }: PullLine): Pull {
  const { state, step, share, names } = pull;
  if (state !== 'running') return { ...pull, leftMs: null };
  if (names && askedMs !== null) {
    const asked = names.told - askedFrom;
    return { ...pull, leftMs: asked < minAsked ? null : (askedMs / asked) * (names.of - names.told) };
  }
  const isReading = step === 'read' && share !== null && share >= minShare;
  return { ...pull, leftMs: isReading ? (spentMs * (1 - share)) / share : null };
}
