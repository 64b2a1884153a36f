/** When a run's changes ended, and how, from the ledger. */
import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { runInput } from '#lib/shared/run-inputs.ts';
import type { RunTimeline } from '#lib/shared/runs.ts';
import { requireRun } from './require-run.ts';

type Row = {
  provider: ProviderId;
  place: number;
  made: number;
  errors: number;
  firstErrorAt: Date | null;
};

/**
 * Empty for a run that has not started. What is settled later counts into the last step; cancelled changes do
 * not count. Throws AppError `forbidden`, `invalid`, `not-found`.
 */
export async function readTimeline(context: Context, input: unknown): Promise<RunTimeline> {
  requirePermission(context, 'runs:read');
  const { runId } = parseInput(runInput, input);
  const { startedAt, endedAt } = await requireRun(context.database, runId);
  if (!startedAt) return { from: null, stepMs: 0, providers: [] };
  const stepMs = stepFor((endedAt ?? new Date()).getTime() - startedAt.getTime());
  const rows = await runPlannedStatement<Row>(
    context.database,
    sql`
    select provider, least(${timelineSteps - 1}, greatest(0,
        floor(extract(epoch from closed_at - ${startedAt.toISOString()}::timestamptz) * 1000 / ${stepMs}::int)))::int as place,
      count(*) filter (where outcome in ('confirmed', 'accepted', 'no-op'))::int as made,
      count(*) filter (where outcome in ('refused', 'failed', 'unknown'))::int as errors,
      min(closed_at) filter (where outcome in ('refused', 'failed', 'unknown')) as "firstErrorAt"
    from changes where run_id = ${runId} and closed_at is not null and outcome <> 'cancelled'
    group by provider, place order by provider, place`,
  );
  const providers = Object.entries(Object.groupBy(rows, ({ provider }) => provider)).map(([, own]) =>
    toProvider(own),
  );
  return { from: startedAt.toISOString(), stepMs, providers };
}

function toProvider(rows: readonly Row[]): RunTimeline['providers'][number] {
  const [first] = rows;
  if (!first) throw new Error('A provider without a step.');
  const at = (place: number) => rows.find((row) => row.place === place);
  const steps = Array.from({ length: timelineSteps }, (_, place) => at(place));
  const errors = rows.flatMap(({ firstErrorAt }) => firstErrorAt ?? []);
  return {
    provider: first.provider,
    made: steps.map((row) => row?.made ?? 0),
    errors: steps.map((row) => row?.errors ?? 0),
    firstErrorAt: errors[0] ? new Date(errors[0]).toISOString() : null,
  };
}

/** As many as there is room for on the screen. */
export const timelineSteps = 28;

const second = 1_000;
/** Seconds; close together, so that a run fills most of the chart. */
const usual = [
  1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 40, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1_200, 1_800, 2_700,
  3_600, 5_400, 7_200, 10_800, 14_400, 21_600, 32_400, 43_200, 64_800, 86_400,
];

/** The shortest usual step (ms) with which `timelineSteps` cover the time; whole days beyond. */
export function stepFor(spanMs: number): number {
  const least = spanMs / timelineSteps;
  const step = usual.find((seconds) => seconds * second > least);
  const day = 86_400 * second;
  return step === undefined ? (Math.floor(least / day) + 1) * day : step * second;
}
