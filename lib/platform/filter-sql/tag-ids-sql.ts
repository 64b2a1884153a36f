/** Conditions on the array of tag ids of a row of `users`. Server only. */

import { type SQL, sql } from 'drizzle-orm';
import { users } from '#lib/platform/db/schema/users.ts';
import type { ResolvedTerm } from './resolved-tags.ts';

/** `&&` compares every id with every other: up to here that costs less than a microsecond a row. */
const maxOverlapIds = 100;
/** With few users behind them, more ids are worth it: the index then finds the users without looking at the others. */
const maxRareIds = 1_000;
const maxRareUsers = 20_000;

/** Whether the term's ids may be merged into one `&&` or `@>` with others. */
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

/** For narrow terms, alone or pooled; one id alone is estimated better as `@>`. */
export function carriesAny(ids: readonly number[]): SQL {
  if (ids.length > maxRareIds) return carriesAnyOfMany(ids);
  return ids.length === 1 ? carriesAll(ids) : sql`${users.tagIds} && ${idArray(ids)}`;
}

/**
 * Whether the id in `x` is in a list of any length, at one cost. PostgreSQL hashes `= ANY` only where it knows the list
 * when planning, which it does not for a prepared statement; a subselect is hashed once per statement either way.
 * IS TRUE keeps it from being turned into a join, which would start again for every row.
 */
export function isIn(ids: readonly number[]): SQL {
  return sql`(x IN (SELECT unnest(${idArray(ids)}))) IS TRUE`;
}

/** For any number of ids. */
export function carriesAnyOfMany(ids: readonly number[]): SQL {
  return sql`EXISTS (SELECT FROM unnest(${users.tagIds}) x WHERE ${isIn(ids)})`;
}
