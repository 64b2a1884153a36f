import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { isUniqueViolation } from '#lib/platform/db/sql-state.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { MirrorTag, OperationOutcome } from '#lib/shared/changes.ts';
import { type ClaimedChange, claimedColumns, leaseSeconds } from './claim-changes.ts';
import { type LaterOperation, laterOperations } from './later-operations.ts';

/** `after`: the mirror as the change left it, doubts included. `unknownForMs`: since the outcome became unknown. `later`: what was asked of the identity after this. */
export type Unsettled = ClaimedChange & {
  outcomes: OperationOutcome[];
  after: MirrorTag[];
  unknownForMs: number;
  later: LaterOperation[];
};

/** Due for a look, longest due first, and one suspect: none while another is under way. */
export async function findLooks(
  database: Database,
  provider: ProviderId,
  most: number,
): Promise<{ ids: number[]; suspect: number | null }> {
  const due = sql`settle_at <= now() and state = 'closed' and provider = ${provider}`;
  const rows = await runStatement<{ id: number; suspect: boolean }>(
    database,
    sql`
    (select id, suspect from changes where ${due} and not suspect order by settle_at limit ${most})
    union all
    (select id, suspect from changes where ${due} and suspect
      and not exists (select 1 from changes b where b.suspect and b.state = 'sending')
      order by deaths, id limit 1)`,
  );
  return {
    ids: rows.flatMap(({ id, suspect }) => (suspect ? [] : [id])),
    suspect: rows.find(({ suspect }) => suspect)?.id ?? null,
  };
}

/** Those of `ids` that are free now, as exclusively as for sending: the others are being changed, or are settled. */
export async function claimLooks(database: Database, ids: readonly number[]): Promise<Unsettled[]> {
  try {
    return await claim(database, ids);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    if (ids.length === 1) return [];
    const claimed: Unsettled[] = [];
    for (const id of ids) claimed.push(...(await claimLooks(database, [id])));
    return claimed;
  }
}

/** As an array: the planner expects one line of a subquery and would run it once per row. */
function claim(database: Database, ids: readonly number[]): Promise<Unsettled[]> {
  return runStatement<Unsettled>(
    database,
    sql`
    with free as materialized (
      select distinct on (c.identity_id) c.id from changes c
      where c.id = any(${sql.param(ids)}::bigint[]) and c.state = 'closed' and c.outcome = 'unknown'
        and not exists (select 1 from changes e where e.identity_id = c.identity_id and e.state = 'sending')
      order by c.identity_id, c.id
    ), picked as (
      select l.id from changes l where l.id = any(array(select id from free))
        and l.state = 'closed' and l.outcome = 'unknown' for update skip locked
    )
    update changes c set state = 'sending', attempts = c.attempts + 1, settle_at = null,
      lease_until = now() + make_interval(secs => ${leaseSeconds}),
      unknown_at = coalesce(c.unknown_at, c.closed_at)
    from picked p where c.id = p.id
    returning ${claimedColumns}, c.outcomes, coalesce(c.after, '[]') as after, false as "inDoubt",
      extract(epoch from now() - c.unknown_at)::float8 * 1000 as "unknownForMs",
      ${laterOperations(sql`c`)} as later`,
  );
}
