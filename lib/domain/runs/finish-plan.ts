import { eq, sql } from 'drizzle-orm';
import { runs } from '#lib/platform/db/schema/runs.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import type { RunBadRow } from '#lib/shared/runs.ts';

export type BadRows = { rows: RunBadRow[]; count: number };

const maxReasons = 20;

/** Proved by searching for their label, about sixteen at a time at the usual rate limit. */
const provedTogether = sql`provider = 'capillary' and not operations @> '[{"verb": "remove"}]'`;
const changesPerSearch = 16;

export async function closePlan(
  transaction: Transaction,
  runId: number,
  users: number,
  bad: BadRows,
): Promise<void> {
  await transaction.execute(sql`
    insert into run_providers (run_id, provider, change, plan_no_op, plan_no_identity, plan_refused, plan_skipped, calls)
    select run_id, provider, count(*) filter (where verdict = 'change'), count(*) filter (where verdict = 'no-op'),
      count(*) filter (where verdict = 'no-identity'), count(*) filter (where verdict = 'refused'),
      count(*) filter (where verdict = 'skipped'),
      sum(calls) + ceil(count(*) filter (where verdict = 'change' and ${provedTogether}) / ${changesPerSearch}::numeric)
    from run_targets where run_id = ${runId} group by run_id, provider`);
  await transaction.execute(sql`
    update run_providers l set reasons = r.reasons from (
      select provider, jsonb_agg(jsonb_build_object('verdict', verdict, 'reason', reason, 'count', n) order by n desc) as reasons
      from (
        select provider, verdict, reason, count(*)::int as n,
          row_number() over (partition by provider order by count(*) desc) as place
        from run_targets where run_id = ${runId} and verdict in ('refused', 'skipped') and reason is not null
        group by provider, verdict, reason
      ) counted where place <= ${maxReasons} group by provider
    ) r where l.run_id = ${runId} and l.provider = r.provider`);
  await transaction
    .update(runs)
    .set({ status: 'planned', plannedAt: sql`now()`, users, badRows: bad.rows, badRowCount: bad.count })
    .where(eq(runs.id, runId));
}
