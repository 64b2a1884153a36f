/** The users whom a filter matches, as SQL: no id passes through this process. */
import { type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '#lib/db/transaction.ts';
import { AppError } from '#lib/errors.ts';
import { normalise } from '#lib/query/normalise.ts';
import { parseFilter } from '#lib/query/parse.ts';
import { resolveTags } from '#lib/query/resolve-tags.ts';
import { compileFilter } from '#lib/query/to-sql.ts';
import { timeZone } from '#lib/settings/time-zone.ts';

/** A statement that selects `id`. Throws AppError `invalid` for a filter that cannot be read. */
export async function peopleMatching(database: Queryable, q: string): Promise<SQL> {
  const parsed = parseFilter(q);
  if (!parsed.ok) throw new AppError('invalid', parsed.message, { q: parsed.message });
  if (parsed.filter === null) return sql`select users.id from users`;
  const filter = normalise(parsed.filter);
  const condition = compileFilter(filter, await resolveTags(database, filter), {
    now: new Date(),
    zone: timeZone(),
  });
  return sql`select users.id from users where ${condition}`;
}
