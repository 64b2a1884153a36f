/** What putting back would cost, before anything is sent. */
import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { acceptDriftInput, type PutBackCost } from '#lib/shared/drift.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { isPicked, putBackOperation } from '../changes/drift-sql.ts';
import { factsOfProviders } from '../runs/decide-targets-sql.ts';
import { changesPerSearch } from '../runs/finish-plan.ts';
import { requirePicked } from './picked.ts';

type Line = Omit<PutBackCost, 'perSecond' | 'expectedMs'> & {
  provider: ProviderId;
  perSecond: number | null;
};

/** Per provider, as a plan foretells it. Throws AppError `forbidden`, `invalid`, `conflict` (decided already). */
export async function weighPutBack(context: Context, input: unknown): Promise<PutBackCost[]> {
  requirePermission(context, 'drift:decide');
  const picked = parseInput(acceptDriftInput, input);
  await requirePicked(context, picked);
  const lines = await runPlannedStatement<Line>(
    context.database,
    sql`
    with asked as (
      select d.provider, d.identity_id, ${putBackOperation} ->> 'verb' as verb from drifts d
      where d.state = 'open' and ${isPicked(picked)}
    ), changed as (
      select provider, identity_id, count(verb)::int as operations, bool_or(verb = 'remove') as removes,
        (count(*) - count(verb))::int as cannot
      from asked group by provider, identity_id
    )
    select c.provider, count(*) filter (where c.operations > 0)::int as changes, sum(c.cannot)::int as cannot,
      (coalesce(sum(coalesce(f.calls, c.operations) + case when c.removes then f.reads else 0 end)
          filter (where c.operations > 0), 0)
        + case when c.provider = 'capillary' then ceil(count(*) filter (where c.operations > 0 and not c.removes)
          / ${changesPerSearch}::numeric) else 0 end)::int as calls,
      (select l.per_second from provider_leases l where l.provider = c.provider) as "perSecond"
    from changed c join ${factsOfProviders()} on f.provider = c.provider group by c.provider order by c.provider`,
  );
  return lines.map((line) => {
    const perSecond = line.perSecond ?? capabilitiesOf(line.provider).pace.perSecond;
    return { ...line, perSecond, expectedMs: Math.round((line.calls / perSecond) * 1_000) };
  });
}
