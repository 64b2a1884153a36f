/** Which keys the mirror holds, letter by letter. */
import { type SQL, sql } from 'drizzle-orm';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

export function findKeysOf(
  database: Queryable,
  userId: number,
  provider: ProviderId,
  keys: readonly string[],
): Promise<Set<string>> {
  return find(
    database,
    keys,
    sql`select t.key from identities i join identity_tags it on it.identity_id = i.id join tags t on t.id = it.tag_id
      where i.user_id = ${userId} and i.provider = ${provider} and t.key = any(${sql.param(keys)}::text[])`,
  );
}

export function findKeysOfAnybody(
  database: Queryable,
  provider: ProviderId,
  keys: readonly string[],
): Promise<Set<string>> {
  return find(
    database,
    keys,
    sql`select t.key from tags t where t.provider = ${provider} and t.key = any(${sql.param(keys)}::text[])
      and md5(t.key) = any(array(select md5(k) from unnest(${sql.param(keys)}::text[]) k))
      and exists (select from identity_tags it where it.tag_id = t.id)`,
  );
}

async function find(database: Queryable, keys: readonly string[], statement: SQL): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await runStatement<{ key: string }>(database, statement);
  return new Set(rows.map(({ key }) => key));
}
