/** Conditions on rows of `tags` by what is typed of their text, and their order, worded like the indexes that answer. */
import { type SQL, sql } from 'drizzle-orm';
import { escapeLike } from '#lib/platform/filter-sql/tag-sql.ts';

/** A tag as one folded text: `prospect`, `region=california`. The index `tags_search`. */
export const shown = sql`fold_text(key || coalesce('=' || value, ''))`;

/** How much of it the index `tags_start` holds. */
export const startLength = 64;

/**
 * Most used first. The index on `weight` gives this order nearly, and the database sorts what is alike in weight: of
 * those that match, the first few are found without looking at the rest.
 */
export const byUse = sql`weight desc, usage_count desc`;

/** `text`: folded. */
export function startsWith(text: string): SQL {
  const start = sql`left(${shown}, ${sql.raw(String(startLength))}) like ${`${escapeLike(text.slice(0, startLength))}%`}`;
  return text.length <= startLength ? start : sql`(${start} and starts_with(${shown}, ${text}))`;
}

/** Whether `text` holds one of the parts, which are folded. */
export function holds(text: SQL, parts: readonly string[]): SQL {
  return sql`${text} like any(${sql.param(parts.map((part) => `%${escapeLike(part)}%`))}::text[])`;
}
