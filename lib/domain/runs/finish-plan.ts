import { eq, sql } from 'drizzle-orm';
import { runProviders, runs } from '#lib/platform/db/schema/runs.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import type { PlanStatus, RunBadRow } from '#lib/shared/runs.ts';

export type BadRows = { rows: RunBadRow[]; count: number };

const maxReasons = 20;

/** Proved by searching for their label, about sixteen at a time at the usual rate limit. */
const provedTogether = sql`provider = 'capillary' and not operations @> '[{"verb": "remove"}]'`;
export const changesPerSearch = 16;

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

const ofStatus = (status: PlanStatus) => sql`coalesce(sum(c.n) filter (where c.status = ${status}), 0)`;

/** Also anew, of a plan whose targets are others by now. */
export async function countPlan(transaction: Transaction, runId: number): Promise<void> {
  await transaction.delete(runProviders).where(eq(runProviders.runId, runId));
  await transaction.execute(sql`
    with counted as materialized (
      select provider, status, reason, cause, cause_key, count(*)::int as n, sum(calls) as calls,
        count(*) filter (where ${provedTogether}) as together
      from run_targets where run_id = ${runId} group by provider, status, reason, cause, cause_key
    ), explained as (
      select *, row_number() over (partition by provider order by n desc) as place from counted
      where cause is not null or status in ('refused', 'skipped') and reason is not null
    )
    insert into run_providers (run_id, provider, change, plan_no_op, plan_no_identity, plan_refused, plan_skipped,
      plan_no_value, calls, reasons)
    select ${runId}::bigint, c.provider, ${ofStatus('change')}, ${ofStatus('no-op')}, ${ofStatus('no-identity')},
      ${ofStatus('refused')}, ${ofStatus('skipped')}, ${ofStatus('no-value')},
      sum(c.calls) + ceil(coalesce(sum(c.together) filter (where c.status = 'change'), 0) / ${changesPerSearch}::numeric),
      coalesce((select jsonb_agg(jsonb_build_object('status', e.status, 'reason', e.reason, 'cause', e.cause,
          'key', e.cause_key, 'count', e.n) order by e.n desc)
        from explained e where e.provider = c.provider and e.place <= ${maxReasons}), '[]'::jsonb)
    from counted c group by c.provider`);
}
