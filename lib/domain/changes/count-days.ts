/** The ledger's lines per day of the installation's zone and provider, also where there are millions. */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { timeZone } from '#lib/platform/settings/time-zone.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { dayAfter, dayOf, dayStart } from '#lib/shared/days.ts';
import type { ProviderDays } from '#lib/shared/home.ts';

/** Ids follow time but for a transaction's length, and none is as long. */
const margin = sql`interval '5 minutes'`;

const counts = sql`count(*) as changes, count(*) filter (where outcome in ('refused', 'failed')) as not_made`;

/**
 * The last days with today. By ids, which the index over provider and outcome holds beside them; only around
 * midnight are the lines themselves read. Buckets: 2n, surely day n; 2n - 1, around its beginning.
 */
export async function countDays(database: Database, shownDays: number): Promise<ProviderDays[]> {
  const zone = timeZone();
  const first = dayAfter(dayOf(Date.now(), zone), 1 - shownDays);
  const days = Array.from({ length: shownDays }, (_, index) => dayAfter(first, index));
  const starts = days.map((day) => dayStart(day, zone).toISOString());
  const rows = await runStatement<{ provider: ProviderId; day: number; changes: number; notMade: number }>(
    database,
    sql`
    with starts as materialized (
      select day::int, at, history_id_at('changes', at - ${margin}) as low,
        history_id_at('changes', at + ${margin}) as high
      from unnest(${sql.param(starts)}::timestamptz[]) with ordinality as s(at, day)),
    bounds as materialized (
      select array_agg(id order by id) as ids from starts, unnest(array[low, high]) as id),
    sure as (
      select provider, bucket / 2 as day, changes, not_made from (
        select provider, width_bucket(id, (select ids from bounds)) as bucket, ${counts} from changes
        where id >= (select min(low) from starts) group by 1, 2) counted
      where bucket % 2 = 0),
    near as (
      select c.provider, s.day - (c.created_at < s.at)::int as day, ${counts}
      from starts s join changes c on c.id >= s.low and c.id < s.high group by 1, 2)
    select provider, day, sum(changes)::int as changes, sum(not_made)::int as "notMade"
    from (select * from sure union all select * from near) found where day > 0 group by 1, 2`,
  );
  const found = new Map(rows.map((row) => [`${row.provider} ${row.day}`, row]));
  return providerIds.map((provider) => ({
    provider,
    days: days.map((day, index) => {
      const { changes = 0, notMade = 0 } = found.get(`${provider} ${index + 1}`) ?? {};
      return { day, changes, notMade };
    }),
  }));
}
