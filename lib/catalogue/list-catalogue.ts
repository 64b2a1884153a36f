/** Every tag that Tagdesk has met, with how many users carry it. */
import { type SQL, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { parseInput } from '#lib/errors.ts';
import {
  type CataloguePage,
  type CatalogueSort,
  type CatalogueTag,
  cataloguePageSize,
  listCatalogueInput,
} from './schemas.ts';

const orders: Record<CatalogueSort, SQL> = {
  users: sql`usage_count desc, id`,
  name: sql`lower(key), lower(value) nulls first, id`,
  used: sql`last_used_at desc nulls last, id`,
};

/** One page, the exact total and what the bars are measured by. Throws AppError `forbidden`, `invalid`. */
export async function listCatalogue(context: Context, input: unknown): Promise<CataloguePage> {
  requirePermission(context, 'tags:read');
  const { provider, text, sort, offset } = parseInput(listCatalogueInput, input);
  const conditions = [sql`true`];
  if (provider) conditions.push(sql`provider = ${provider}`);
  if (text.trim()) {
    const pattern = `%${text
      .trim()
      .toLowerCase()
      .replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(sql`lower(key || coalesce('=' || value, '')) like ${pattern}`);
  }
  const matching = sql`from tags where ${sql.join(conditions, sql` and `)}`;
  const [page, total] = await Promise.all([
    context.database.execute<CatalogueTag>(sql`
      select id, provider, key, value, usage_count as count, description, colour,
        has_effects as "hasEffects",
        to_char(last_used_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastUsedAt"
      ${matching} order by ${orders[sort]} offset ${offset} limit ${cataloguePageSize}`),
    context.database.execute<{ total: number; most: number | null }>(
      sql`select count(*) as total, max(usage_count) as most ${matching}`,
    ),
  ]);
  return { tags: page.rows, total: total.rows[0]?.total ?? 0, most: total.rows[0]?.most ?? 0 };
}
