/** Whoever carries a tag, as the mirror knows it. */
import { type SQL, sql } from 'drizzle-orm';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { RunRow } from '#lib/platform/db/schema/runs.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import type { TagText } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

/** A condition on `tags` as `t`, by its index. */
export function isTag(provider: ProviderId, { key, value }: TagText): SQL {
  return sql`t.provider = ${provider} and md5(t.key) = md5(${key}) and md5(coalesce(t.value, '')) = md5(coalesce(${value}::text, ''))
    and t.key = ${key} and t.value is not distinct from ${value}::text`;
}

/** Once the run has ended: who carries its tag since, or still. null: nobody, or another kind of run. */
export async function findStillCarried(
  database: Queryable,
  { source, endedAt }: Pick<RunRow, 'source' | 'endedAt'>,
): Promise<{ tagId: number; users: number } | null> {
  if (source.kind !== 'tag' || endedAt === null) return null;
  const [tag] = await runPlannedStatement<{ tagId: number; users: number }>(
    database,
    sql`select t.id as "tagId", t.usage_count as users from tags t
      where ${isTag(source.provider, source.from)} and t.usage_count > 0`,
  );
  return tag ?? null;
}

/** Selects users' `id`. */
export function carriersOf(provider: ProviderId, tag: TagText): SQL {
  return sql`select i.user_id as id from tags t join identity_tags it on it.tag_id = t.id
    join identities i on i.id = it.identity_id where ${isTag(provider, tag)}`;
}
