/** Server only. */

import { type SQL, sql } from 'drizzle-orm';
import { users } from '#lib/platform/db/schema/users.ts';
import type { ResolvedTerm } from './resolved-tags.ts';

/** `&&` compares all pairs: up to here below 1 µs per row. */
const maxOverlapIds = 100;
/** With few users, more ids pay: the index finds the users. */
const maxRareIds = 1_000;
const maxRareUsers = 20_000;

/** Whether the ids may be merged with others into one `&&` or `@>`. */
export function isNarrow({ ids, wide, usage }: ResolvedTerm): boolean {
  if (wide) return false;
  return ids.length <= maxOverlapIds || (ids.length <= maxRareIds && usage <= maxRareUsers);
}

export function idArray(ids: Iterable<number>): SQL {
  return sql`${sql.param([...new Set(ids)])}::int[]`;
}

export function carriesAll(ids: readonly number[]): SQL {
  return sql`${users.tagIds} @> ${idArray(ids)}`;
}

/** For narrow terms; a single id is estimated better as `@>`. */
export function carriesAny(ids: readonly number[]): SQL {
  if (ids.length > maxRareIds) return carriesAnyOfMany(ids);
  return ids.length === 1 ? carriesAll(ids) : sql`${users.tagIds} && ${idArray(ids)}`;
}

/**
 * For lists of any length. A subselect is hashed once per statement; `= ANY` only where the list is known
 * when planning, which a prepared statement's is not. IS TRUE prevents a join, which would start again for
 * every row.
 */
export function isIn(ids: readonly number[]): SQL {
  return sql`(x IN (SELECT unnest(${idArray(ids)}))) IS TRUE`;
}

export function carriesAnyOfMany(ids: readonly number[]): SQL {
  return sql`EXISTS (SELECT FROM unnest(${users.tagIds}) x WHERE ${isIn(ids)})`;
}
