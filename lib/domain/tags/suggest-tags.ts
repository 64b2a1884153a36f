/** Autocomplete: the most used tags that contain the text, prefix matches first. */
import { type SQL, sql } from 'drizzle-orm';
import { byUse, holds, shown, startsWith } from '#lib/domain/tags/tag-text-sql.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { type SuggestTagsInput, suggestTagsInput, type TagSuggestion } from '#lib/shared/tags.ts';
import { fold } from '#lib/shared/text/fold.ts';

/** Labels, or keys (`value` null); with `key` its values. `count`: users. Throws AppError `forbidden`, `invalid`. */
export async function suggestTags(context: Context, input: unknown): Promise<TagSuggestion[]> {
  requirePermission(context, 'tags:read');
  const asked = parseInput(suggestTagsInput, input);
  return await runPlannedStatement<TagSuggestion>(context.database, statementFor(asked));
}

function statementFor({ provider, text, key, limit }: SuggestTagsInput): SQL {
  const typed = fold(text.trim());
  if (capabilitiesOf(provider).shape === 'label') return labels(provider, typed, limit);
  const holding = (part: SQL) => (typed === '' ? sql`true` : holds(part, [typed]));
  return key === undefined
    ? sql`select key, null as value, sum(usage_count)::int as count from tags
        where provider = ${provider} and ${holding(sql`fold_text(key)`)}
        group by key order by starts_with(fold_text(key), ${typed}) desc, 3 desc, key limit ${limit}`
    : sql`select key, value, usage_count as count from tags
        where provider = ${provider} and md5(key) = md5(${key}) and key = ${key} and ${holding(sql`fold_text(value)`)}
        order by starts_with(fold_text(value), ${typed}) desc, usage_count desc, value limit ${limit}`;
}

/** Prefix matches first, then others if there is room: each comes in the order of use unsorted. */
function labels(provider: string, typed: string, limit: number): SQL {
  const best = (condition: SQL) => sql`
    (select key, null::text as value, usage_count as count from tags
      where provider = ${provider} and value is null and ${condition}
      order by ${byUse}, key limit ${limit})`;
  if (typed === '') return best(sql`true`);
  const inside = sql`(select count(*) < ${limit}::int from starting) and ${holds(shown, [typed])}
    and not starts_with(${shown}, ${typed})`;
  return sql`with starting as materialized ${best(startsWith(typed))}
    select key, value, count from (
      select *, 1 as rank from starting union all select *, 0 as rank from ${best(inside)} inside) found
    order by rank desc, count desc, key limit ${limit}`;
}
