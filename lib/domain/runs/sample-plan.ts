/** The users to try a plan on first: of each provider some, so that a try shows what each answers. */
import { sql } from 'drizzle-orm';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

const sampleSize = 20;

export type Sample = { userIds: number[]; planned: { provider: ProviderId; change: number }[] };

/** The same as long as the plan stays as it is. */
export async function sampleOf(database: Queryable, runId: number): Promise<Sample> {
  const rows = await runPlannedStatement<{ userId: number; provider: ProviderId; change: number }>(
    database,
    sql`
    with few as (
      select t.user_id, min(t.place) as place from run_providers l
      cross join lateral (
        select o.user_id, row_number() over (order by o.id) as place from (
          select id, user_id from run_targets
          where run_id = l.run_id and status = 'change' and provider = l.provider order by id limit ${sampleSize}
        ) o
      ) t
      where l.run_id = ${runId} group by t.user_id order by place, t.user_id limit ${sampleSize}
    )
    select t.user_id as "userId", t.provider, count(*)::int as change from run_targets t join few f on f.user_id = t.user_id
    where t.run_id = ${runId} and t.status = 'change' group by 1, 2 order by 1, 2`,
  );
  const planned = Map.groupBy(rows, ({ provider }) => provider);
  return {
    userIds: [...new Set(rows.map(({ userId }) => userId))],
    planned: [...planned].map(([provider, own]) => ({
      provider,
      change: own.reduce((sum, { change }) => sum + change, 0),
    })),
  };
}
