/** What autocomplete offers: the most used tags whose text holds what was typed, prefix matches first. */
import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { parseInput } from '#lib/errors.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { suggestTagsInput, type TagSuggestion } from './schemas.ts';

/**
 * Label shape: labels. Other shapes: keys (`value` null), or with `key` given the values known for it.
 * `count`: users who carry it. Throws AppError `forbidden`, `invalid`.
 */
export async function suggestTags(context: Context, input: unknown): Promise<TagSuggestion[]> {
  requirePermission(context, 'tags:read');
  const { provider, text, key, limit } = parseInput(suggestTagsInput, input);
  const typed = text.trim().toLowerCase();
  const pattern = `%${typed.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await context.database.execute<TagSuggestion>(
    capabilitiesOf(provider).shape === 'label'
      ? sql`select key, null as value, usage_count as count from tags
          where provider = ${provider} and value is null and lower(key || coalesce('=' || value, '')) like ${pattern}
          order by starts_with(lower(key), ${typed}) desc, usage_count desc, key limit ${limit}`
      : key === undefined
        ? sql`select key, null as value, sum(usage_count)::int as count from tags
            where provider = ${provider} and lower(key) like ${pattern}
            group by key order by starts_with(lower(key), ${typed}) desc, 3 desc, key limit ${limit}`
        : sql`select key, value, usage_count as count from tags
            where provider = ${provider} and key = ${key} and lower(value) like ${pattern}
            order by starts_with(lower(value), ${typed}) desc, usage_count desc, value limit ${limit}`,
  );
  return rows;
}
