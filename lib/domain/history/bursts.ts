/**
 * Lines that neither a run nor a file asked for. Those of one member on one user, or found there by one
 * member's refreshes, stand together while the gaps between them are short. Filters act first: the next line
 * of a burst is the next one that fits.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ChangeOutcome } from '#lib/shared/changes.ts';
import { burstGapMs } from '#lib/shared/history.ts';
import type { Conditions } from './history-conditions.ts';

export const isAlone = sql`c.run_id is null and c.import_id is null`;

const gap = sql.raw(`interval '${burstGapMs} milliseconds'`);
const who = sql`coalesce(c.member_id, c.noticed_by)`;
const isFound = sql`c.kind = 'refresh'`;
const columns = sql`c.id, c.user_id, ${who} as who, ${isFound} as is_found, c.created_at`;

/** Of `line`: the one line before or after it that may belong to the same burst. */
function neighbour({ all }: Pick<Conditions, 'all'>, side: 'older' | 'newer'): SQL {
  const [beyond, order] = side === 'older' ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`];
  const conditions = [
    sql`c.user_id = line.user_id and c.id ${beyond} line.id and ${who} = line.who`,
    sql`(${isFound}) = line.is_found and ${isAlone}`,
    ...all,
  ];
  return sql`(select ${columns} from changes c where ${sql.join(conditions, sql` and `)} order by c.id ${order} limit 1)`;
}

/** Only the newest lines of bursts. */
export function newestOfBursts(conditions: Conditions): Conditions {
  const isNewest = sql`not exists (select 1 from (select ${columns}) line
    cross join lateral ${neighbour(conditions, 'newer')} newer
    where newer.created_at <= line.created_at + ${gap})`;
  const of = sql`c.id, c.user_id, c.member_id, c.noticed_by, c.kind, c.created_at`;
  return { ...conditions, all: [...conditions.all, isAlone], inOrder: { of, condition: isNewest } };
}

/** Newest first. `at`: of the newest line. */
export type Burst = { at: string; ids: number[]; outcomes: ChangeOutcome[]; providers: ProviderId[] };

type BurstLine = { id: number; newest: number; outcome: ChangeOutcome; provider: ProviderId; at: string };

/** By the newest line of each. */
export async function readBursts(
  database: Database,
  newest: readonly number[],
  conditions: Pick<Conditions, 'all'>,
): Promise<Map<number, Burst>> {
  const bursts = new Map<number, Burst>();
  if (newest.length === 0) return bursts;
  const lines = await runPlannedStatement<BurstLine>(
    database,
    sql`with recursive line as (
        select ${columns}, c.id as newest from changes c where c.id = any(${sql.param(newest)}::bigint[])
        union all
        select older.*, line.newest from line cross join lateral ${neighbour(conditions, 'older')} older
        where line.created_at <= older.created_at + ${gap}
      )
      select line.id, line.newest, c.outcome, c.provider,
        to_char(c.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
      from line join changes c using (id) order by id desc`,
  );
  for (const { id, newest, outcome, provider, at } of lines) {
    const burst = bursts.get(newest) ?? { at, ids: [], outcomes: [], providers: [] };
    bursts.set(newest, burst);
    burst.ids.push(id);
    burst.outcomes.push(outcome);
    burst.providers.push(provider);
  }
  return bursts;
}
