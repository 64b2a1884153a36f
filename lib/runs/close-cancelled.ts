/** Closes the lines of cancelled lanes that were not sent, a batch at a time. For the worker. */
import { sql } from 'drizzle-orm';
import { nextLookMs } from '#lib/changes/look-schedule.ts';
import type { Database } from '#lib/db/client.ts';
import { catalog } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';

const batchSize = 5_000;
const readable = providerIds.filter((id) => catalog[id].canRead);
const cancelled = { outcome: 'cancelled', code: null, message: null, hint: null };
const lost = {
  outcome: 'unknown',
  code: null,
  message: 'The answer to an earlier attempt was lost, and the run was cancelled.',
  hint: null,
};

/**
 * Queued lines are cancelled. A line whose sender died is unknown: it is not sent again, only looked up where the
 * provider can be read. Gives how many were closed.
 */
export async function closeCancelled(database: Database): Promise<number> {
  const { rowCount } = await database.execute(sql`
    with due as (
      select c.id from run_lanes l join changes c on c.run_id = l.run_id and c.provider = l.provider
      where l.state = 'cancelled' and l.ended_at is null and c.state in ('queued', 'in-doubt')
      limit ${batchSize} for update of c skip locked
    )
    update changes c set state = 'closed', closed_at = now(), lease_until = null,
      outcome = case c.state when 'queued' then 'cancelled' else 'unknown' end,
      settle_at = case when c.state = 'in-doubt' and c.provider = any(${sql.param(readable)}::text[])
        then now() + make_interval(secs => ${(nextLookMs(0) ?? 0) / 1000}::float8) end,
      unknown_at = case when c.state = 'in-doubt' then now() end, suspect = false,
      -- What was sent again has outcomes of before: they are still all that is known of it.
      outcomes = case when c.state = 'in-doubt' and c.outcomes is not null then c.outcomes else (select jsonb_agg(w.outcome) from jsonb_array_elements(c.operations)
        cross join lateral (select case c.state when 'queued' then ${JSON.stringify(cancelled)}::jsonb
          else ${JSON.stringify(lost)}::jsonb end as outcome) w) end
    from due where c.id = due.id`);
  return rowCount ?? 0;
}
