/** As SQL: no id passes through this process. */
import { type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import { resolveTags } from '#lib/platform/filter-sql/resolve-tags.ts';
import { compileFilter } from '#lib/platform/filter-sql/to-sql.ts';
import { timeZone } from '#lib/platform/settings/time-zone.ts';
import { AppError } from '#lib/shared/errors.ts';
import { normalise } from '#lib/shared/filter/normalise.ts';
import { parseFilter } from '#lib/shared/filter/parse.ts';

/** Selects `id`, without `except`. Throws AppError `invalid` for a filter with a mistake. */
export async function peopleMatching(
  database: Queryable,
  { q, except = [] }: { q: string; except?: number[] | undefined },
): Promise<SQL> {
  const kept = except.length === 0 ? sql`true` : sql`users.id <> all(${sql.param(except)}::bigint[])`;
  const parsed = parseFilter(q);
  if (!parsed.ok) throw new AppError('invalid', parsed.message, { q: parsed.message });
  if (parsed.filter === null) return sql`select users.id from users where ${kept}`;
  const filter = normalise(parsed.filter);
  const condition = compileFilter(filter, await resolveTags(database, filter), {
    now: new Date(),
    zone: timeZone(),
  });
  return sql`select users.id from users where (${condition}) and ${kept}`;
}
