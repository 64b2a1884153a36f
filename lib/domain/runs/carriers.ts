/** Whoever carries a tag, as the mirror knows it. */
import { type SQL, sql } from 'drizzle-orm';
import type { TagText } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

/** A condition on `tags` as `t`, by its index. */
export function isTag(provider: ProviderId, { key, value }: TagText): SQL {
  return sql`t.provider = ${provider} and md5(t.key) = md5(${key}) and md5(coalesce(t.value, '')) = md5(coalesce(${value}::text, ''))
    and t.key = ${key} and t.value is not distinct from ${value}::text`;
}

/** Selects users' `id`. */
export function carriersOf(provider: ProviderId, tag: TagText): SQL {
  return sql`select i.user_id as id from tags t join identity_tags it on it.tag_id = t.id
    join identities i on i.id = it.identity_id where ${isTag(provider, tag)}`;
}
