/** When a run's changes ended, and how: whoever looks at it sees when trouble began. From the ledger itself. */
import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { runPlannedStatement } from '#lib/db/run-statement.ts';
import { parseInput } from '#lib/errors.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { runInput } from './input.ts';
import { requireRun } from './require-run.ts';
import type { RunTimeline } from './schemas.ts';
import { stepFor, timelineSteps } from './timeline-step.ts';

type Row = {
  provider: ProviderId;
  place: number;
  well: number;
  trouble: number;
  firstTroubleAt: Date | null;
};

/**
 * Of a run that has not started: no lanes. What is settled after the end counts into the last step; what was cancelled
 * was never sent and does not count. Throws AppError `forbidden`, `invalid`, `not-found`.
 */
export async function readTimeline(context: Context, input: unknown): Promise<RunTimeline> {
  requirePermission(context, 'runs:read');
  const { runId } = parseInput(runInput, input);
  const { startedAt, endedAt } = await requireRun(context.database, runId);
  if (!startedAt) return { from: null, stepMs: 0, lanes: [] };
  const stepMs = stepFor((endedAt ?? new Date()).getTime() - startedAt.getTime());
  const rows = await runPlannedStatement<Row>(
    context.database,
    sql`
    select provider, least(${timelineSteps - 1}, greatest(0,
        floor(extract(epoch from closed_at - ${startedAt.toISOString()}::timestamptz) * 1000 / ${stepMs}::int)))::int as place,
      count(*) filter (where outcome in ('confirmed', 'accepted', 'no-op'))::int as well,
      count(*) filter (where outcome in ('refused', 'failed', 'unknown'))::int as trouble,
      min(closed_at) filter (where outcome in ('refused', 'failed', 'unknown')) as "firstTroubleAt"
    from changes where run_id = ${runId} and closed_at is not null and outcome <> 'cancelled'
    group by provider, place order by provider, place`,
  );
  const lanes = Object.entries(Object.groupBy(rows, ({ provider }) => provider)).map(([, own]) =>
    toLane(own),
  );
  return { from: startedAt.toISOString(), stepMs, lanes };
}

function toLane(rows: readonly Row[]): RunTimeline['lanes'][number] {
  const [first] = rows;
  if (!first) throw new Error('A lane without a step.');
  const at = (place: number) => rows.find((row) => row.place === place);
  const steps = Array.from({ length: timelineSteps }, (_, place) => at(place));
  const troubles = rows.flatMap(({ firstTroubleAt }) => firstTroubleAt ?? []);
  return {
    provider: first.provider,
    well: steps.map((row) => row?.well ?? 0),
    trouble: steps.map((row) => row?.trouble ?? 0),
    firstTroubleAt: troubles[0] ? new Date(troubles[0]).toISOString() : null,
  };
}
