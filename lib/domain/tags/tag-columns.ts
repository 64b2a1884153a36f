/** What is read of a row of `tags` to show it as a `CatalogueTag`. */
import { sql } from 'drizzle-orm';

export const tagColumns = sql`id, provider, key, value, usage_count as count, description, colour,
  has_effects as "hasEffects",
  to_char(last_used_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastUsedAt"`;
