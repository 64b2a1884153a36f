import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { timeZone } from '#lib/platform/settings/time-zone.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import type { ProviderActivity } from '#lib/shared/catalogue.ts';
import { dayAfter, dayOf, dayStart } from '#lib/shared/days.ts';

const shownDays = 30;

/** The last 30 days with today. Throws AppError `forbidden`. */
export async function listActivity(context: Context): Promise<ProviderActivity[]> {
  requirePermission(context, 'tags:read');
  const zone = timeZone();
  const today = dayOf(Date.now(), zone);
  const first = dayAfter(today, 1 - shownDays);
  const days = Array.from({ length: shownDays }, (_, index) => dayAfter(first, index));
  const [counted, tags] = await Promise.all([
    runStatement<{ provider: ProviderId; day: string; changes: number }>(
      context.database,
      sql`select provider, to_char(created_at at time zone ${zone}, 'YYYY-MM-DD') as day, count(*)::int as changes
        from changes where created_at >= ${dayStart(first, zone).toISOString()} group by 1, 2`,
    ),
    runStatement<{ provider: ProviderId; tags: number }>(
      context.database,
      sql`select provider, count(*)::int as tags from tags group by provider`,
    ),
  ]);
  const changes = new Map(counted.map((row) => [`${row.provider} ${row.day}`, row.changes]));
  return providerIds.map((provider) => ({
    provider,
    tags: tags.find((row) => row.provider === provider)?.tags ?? 0,
    days: days.map((day) => ({ day, changes: changes.get(`${provider} ${day}`) ?? 0 })),
  }));
}
