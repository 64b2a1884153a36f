/** Conditions and order on rows of `tags`, worded as their indexes are. */
import { type SQL, sql } from 'drizzle-orm';
import { escapeLike } from '#lib/platform/filter-sql/tag-sql.ts';

/** Folded: `prospect`, `region=california`. Index `tags_search`. */
export const shown = sql`fold_text(key || coalesce('=' || value, ''))`;

/** Length in the index `tags_start`. */
export const startLength = 64;

/** The index on `weight` is nearly in this order; PostgreSQL sorts equal weights incrementally. */
export const byUse = sql`weight desc, usage_count desc`;

/** `text`: folded. */
export function startsWith(text: string): SQL {
  const start = sql`left(${shown}, ${sql.raw(String(startLength))}) like ${`${escapeLike(text.slice(0, startLength))}%`}`;
  return text.length <= startLength ? start : sql`(${start} and starts_with(${shown}, ${text}))`;
}

/** `parts`: folded. */
export function holds(text: SQL, parts: readonly string[]): SQL {
  return sql`${text} like any(${sql.param(parts.map((part) => `%${escapeLike(part)}%`))}::text[])`;
}
