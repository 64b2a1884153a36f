import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { timeZone } from '#lib/platform/settings/time-zone.ts';
import { dayAfter, dayOf, dayStart } from '#lib/shared/days.ts';
import type { MovedTag, MovedTags } from '#lib/shared/home.ts';

const days = 7;
const maxTags = 8;
/** Each is read: more would take the page's time. */
const maxLines = 20_000;

/**
 * Tags that most users got or lost in the last 7 days with today, by the states before and after: a refused
 * addition moves nothing. Throws AppError `forbidden`.
 */
export async function listMovedTags(context: Context): Promise<MovedTags> {
  requirePermission(context, 'tags:read');
  requirePermission(context, 'history:read');
  const zone = timeZone();
  const from = dayStart(dayAfter(dayOf(Date.now(), zone), 1 - days), zone).toISOString();
  const rows = await runStatement<MovedTag & { since: string | null }>(
    context.database,
    sql`
    with newest as materialized (
      select id, created_at, provider, operations, before, after from changes
      where id >= history_id_at('changes', ${from}::timestamptz - interval '1 hour')
        and created_at >= ${from} and state = 'closed' and kind in ('tags', 'refresh')
      order by id desc limit ${maxLines}),
    held as (
      select provider, o ->> 'key' as key, jsonb_path_query_first(before, '$[*] ? (@.key == $key)', o) as had,
        jsonb_path_query_first(after, '$[*] ? (@.key == $key)', o) as has
      from newest, jsonb_array_elements(operations) as o),
    moved as (
      select provider, key, value, count(*) filter (where is_added)::int as added,
        count(*) filter (where not is_added)::int as removed
      from (
        select provider, key, has ->> 'value' as value, true as is_added from held
        where has is not null and (had is null or had -> 'value' <> has -> 'value')
        union all
        select provider, key, had ->> 'value', false from held
        where had is not null and (has is null or had -> 'value' <> has -> 'value')) each
      group by 1, 2, 3)
    select t.id, t.provider, t.key, t.value, t.usage_count as count, m.added, m.removed,
      (select case when count(*) = ${maxLines}
        then to_char(min(created_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') end from newest) as since
    from moved m join tags t
      on t.provider = m.provider and t.key = m.key and t.value is not distinct from m.value
    order by m.added + m.removed desc, t.id limit ${maxTags}`,
  );
  return {
    tags: rows.map(({ since: _, ...tag }) => tag),
    since: rows[0]?.since ?? null,
  };
}
