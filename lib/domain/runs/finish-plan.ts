import { eq, sql } from 'drizzle-orm';
import { runProviders, runs } from '#lib/platform/db/schema/runs.ts';
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
  await countPlan(transaction, runId);
  await transaction
    .update(runs)
    .set({ status: 'planned', plannedAt: sql`now()`, users, badRows: bad.rows, badRowCount: bad.count })
    .where(eq(runs.id, runId));
}

/** Also anew, of a plan whose targets are others by now. */
export async function countPlan(transaction: Transaction, runId: number): Promise<void> {
  await transaction.delete(runProviders).where(eq(runProviders.runId, runId));
  await transaction.execute(sql`
    insert into run_providers (run_id, provider, change, plan_no_op, plan_no_identity, plan_refused, plan_skipped,
      plan_no_value, calls)
    select run_id, provider, count(*) filter (where status = 'change'), count(*) filter (where status = 'no-op'),
      count(*) filter (where status = 'no-identity'), count(*) filter (where status = 'refused'),
      count(*) filter (where status = 'skipped'), count(*) filter (where status = 'no-value'),
      sum(calls) + ceil(count(*) filter (where status = 'change' and ${provedTogether}) / ${changesPerSearch}::numeric)
    from run_targets where run_id = ${runId} group by run_id, provider`);
  await transaction.execute(sql`
    update run_providers l set reasons = r.reasons from (
      select provider, jsonb_agg(jsonb_build_object('status', status, 'reason', reason, 'cause', cause, 'key', cause_key,
        'count', n) order by n desc) as reasons
      from (
        select provider, status, reason, cause, cause_key, count(*)::int as n,
          row_number() over (partition by provider order by count(*) desc) as place
        from run_targets where run_id = ${runId} and (cause is not null
          or status in ('refused', 'skipped') and reason is not null)
        group by provider, status, reason, cause, cause_key
      ) counted where place <= ${maxReasons} group by provider
    ) r where l.run_id = ${runId} and l.provider = r.provider`);
}
