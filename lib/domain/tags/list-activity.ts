import { sql } from 'drizzle-orm';
import { countDays } from '#lib/domain/changes/count-days.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ProviderActivity } from '#lib/shared/catalogue.ts';

const shownDays = 30;

/** The last 30 days with today. Throws AppError `forbidden`. */
export async function listActivity(context: Context): Promise<ProviderActivity[]> {
  requirePermission(context, 'tags:read');
  const [counted, tags] = await Promise.all([
    countDays(context.database, shownDays),
    runStatement<{ provider: ProviderId; tags: number }>(
      context.database,
      sql`select provider, count(*)::int as tags from tags group by provider`,
    ),
  ]);
  return counted.map(({ provider, days }) => ({
    provider,
    tags: tags.find((row) => row.provider === provider)?.tags ?? 0,
    days: days.map(({ day, changes }) => ({ day, changes })),
  }));
}
