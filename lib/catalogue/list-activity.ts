/** How much is changed at each provider, day by day: the chart above the catalogue. */
import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import type { ProviderActivity } from './schemas.ts';

const shownDays = 30;

/** The last 30 days, today included, for every provider. Throws AppError `forbidden`. */
export async function listActivity(context: Context): Promise<ProviderActivity[]> {
  requirePermission(context, 'tags:read');
  const [days, tags] = await Promise.all([
    context.database.execute<{ provider: ProviderId; day: string; changes: number }>(sql`
      select p.provider, to_char(d.day, 'YYYY-MM-DD') as day, count(c.id) as changes
      from unnest(${sql.param([...providerIds])}::text[]) as p(provider)
      cross join generate_series(date_trunc('day', now() at time zone 'utc') - make_interval(days => ${shownDays - 1}),
        date_trunc('day', now() at time zone 'utc'), interval '1 day') as d(day)
      left join changes c on c.provider = p.provider
        and c.created_at >= d.day at time zone 'utc' and c.created_at < (d.day + interval '1 day') at time zone 'utc'
      group by p.provider, d.day order by d.day`),
    context.database.execute<{ provider: ProviderId; tags: number }>(
      sql`select provider, count(*) as tags from tags group by provider`,
    ),
  ]);
  return providerIds.map((provider) => ({
    provider,
    tags: tags.rows.find((row) => row.provider === provider)?.tags ?? 0,
    days: days.rows.filter((row) => row.provider === provider).map(({ day, changes }) => ({ day, changes })),
  }));
}
