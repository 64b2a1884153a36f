/** What failed in a run, once per cause, most frequent first. */
import { sql } from 'drizzle-orm';
import { overtakenBy } from '#lib/domain/changes/overtaken.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { runInput } from '#lib/shared/run-inputs.ts';
import type { RunCause } from '#lib/shared/runs.ts';
import { causeKey } from './result-statement.ts';
import { fingerprint, hasNoLook, isIdempotent, unreadableProviders } from './unsettled.ts';

type CauseRow = Omit<RunCause, 'advice' | 'repeat' | 'unsettled'> & { hint: string | null };
type Unsettled = NonNullable<RunCause['unsettled']>;
type Row = CauseRow & { waiting: number; isOpen: boolean } & Omit<Unsettled, 'count'>;

const maxCauses = 100;

/** Throws AppError `forbidden`, `invalid`. */
export async function listCauses(context: Context, input: unknown): Promise<RunCause[]> {
  requirePermission(context, 'runs:read');
  const { runId } = parseInput(runInput, input);
  const noLook = hasNoLook(unreadableProviders(context));
  const waits = sql`c."hasNoLook" and c.by is null`;
  const rows = await runPlannedStatement<Row>(
    context.database,
    // Materialized: what has overtaken a line is looked up once.
    sql`
    with ended as materialized (
      select c.id, c.provider, c.outcomes, c.operations, c.not_before, ${noLook} as "hasNoLook",
        case when ${noLook} then ${overtakenBy(sql`c`)} end as by
      from changes c where c.run_id = ${runId} and c.outcome in ('refused', 'failed', 'unknown', 'cancelled')
    )
    select ${causeKey} as cause, c.provider, w.o ->> 'outcome' as outcome, w.o ->> 'code' as code,
      min(w.o ->> 'message') as message, min(w.o ->> 'hint') as hint, count(distinct c.id)::int as count,
      count(distinct c.id) filter (where ${waits})::int as waiting,
      bool_or(c.by is null) as "isOpen",
      ${fingerprint} filter (where ${waits})::text as seen,
      bool_and(${isIdempotent}) filter (where ${waits}) as repeatable
    from ended c cross join lateral jsonb_array_elements(c.outcomes) as w(o)
    where w.o ->> 'outcome' in ('refused', 'failed', 'unknown', 'cancelled')
    group by 1, 2, 3, 4 order by count desc, cause limit ${maxCauses}`,
  );
  return rows.map(({ hint, waiting, isOpen, seen, repeatable, ...cause }) => {
    const isWaiting = cause.outcome === 'unknown' && waiting > 0;
    const unsettled = isWaiting ? { count: waiting, seen, repeatable } : null;
    return { ...cause, ...adviceFor({ ...cause, hint }, unsettled, isOpen), unsettled };
  });
}

/** The provider's hint, or what the outcome means. */
function adviceFor(
  { outcome, provider, hint }: CauseRow,
  unsettled: Unsettled | null,
  isOpen: boolean,
): Pick<RunCause, 'advice' | 'repeat'> {
  const { label } = capabilitiesOf(provider);
  if (outcome === 'failed') return { advice: hint ?? 'It can be sent again.', repeat: true };
  if (outcome === 'cancelled')
    return { advice: 'It was not carried out. It can be planned again.', repeat: true };
  if (outcome === 'refused')
    return { advice: hint ?? `${label} will say no again: change what is asked, then retry.`, repeat: false };
  if (!isOpen)
    return {
      advice: 'Later changes of the same tags went through, so nothing is asked any more.',
      repeat: false,
    };
  const settle = unsettled
    ? `Tagdesk does not look it up: look at ${label}, then say here what you found.`
    : `Tagdesk looks again at ${label} by itself.`;
  return { advice: hint ? `${hint} ${settle}` : settle, repeat: false };
}
