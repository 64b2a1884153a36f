import { type SQL, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import {
  type CataloguePage,
  type CatalogueSort,
  type CatalogueTag,
  type CatalogueTotals,
  cataloguePageSize,
  listCatalogueInput,
} from '#lib/shared/catalogue.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { fold } from '#lib/shared/text/fold.ts';
import { findLookAlikes } from './look-alikes.ts';
import { byUse, holds, shown } from './tag-text-sql.ts';

/** Columns of `tags` for a `CatalogueTag`. */
export const tagColumns = sql`id, provider, key, value, usage_count as count, description, colour,
  has_effects as "hasEffects",
  to_char(last_used_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastUsedAt"`;

/** A pair that nobody has decided. */
const isNear = sql`id in (select unnest(array[first_id, second_id]) from tag_pairs
  where verdict = 'open' and kind <> 'meaning')`;

const orders: Record<CatalogueSort, SQL> = {
  users: sql`${byUse}, id`,
  'users-asc': sql`weight, usage_count, id`,
  name: sql`lower(key), lower(value) nulls first, id`,
  'name-desc': sql`lower(key) desc, lower(value) desc nulls last, id`,
  used: sql`last_used_at desc nulls last, id`,
  'used-asc': sql`last_used_at nulls first, id`,
};

/** The first page has the exact total and the bars' scale. Throws AppError `forbidden`, `invalid`. */
export async function listCatalogue(context: Context, input: unknown): Promise<CataloguePage> {
  requirePermission(context, 'tags:read');
  const { provider, text, show, sort, offset } = parseInput(listCatalogueInput, input);
  const conditions = [sql`true`];
  if (provider) conditions.push(sql`provider = ${provider}`);
  if (show === 'unused') conditions.push(sql`usage_count = 0`);
  if (show === 'near') conditions.push(isNear);
  const typed = fold(text.trim());
  if (typed) conditions.push(holds(shown, [typed]));
  const matching = sql`from tags where ${sql.join(conditions, sql` and `)}`;
  const [page, totals] = await Promise.all([
    runPlannedStatement<CatalogueTag>(
      context.database,
      sql`select ${tagColumns} ${matching} order by ${orders[sort]} offset ${offset} limit ${cataloguePageSize}`,
    ),
    offset === 0
      ? runPlannedStatement<CatalogueTotals>(
          context.database,
          sql`select count(*) as total, coalesce(max(usage_count), 0) as most ${matching}`,
        )
      : null,
  ]);
  const twins = await findLookAlikes(context.database, page);
  const tags = page.map((tag, place) => ({ ...tag, hasTwin: (twins[place]?.length ?? 0) > 0 }));
  return { tags, totals: totals?.[0] ?? null };
}
