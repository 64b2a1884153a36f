/** What went wrong in a run, once per cause, most frequent first. */
import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { parseInput } from '#lib/errors.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { causeKey } from './cause-sql.ts';
import { runInput } from './input.ts';
import { readRows } from './read-rows.ts';
import type { RunCause } from './schemas.ts';

/** `looks`: Tagdesk looks by itself at some of them. */
type CauseRow = Omit<RunCause, 'advice' | 'repeat'> & { hint: string | null; looks: boolean };

const mostCauses = 100;

/** Throws AppError `forbidden`, `invalid`. */
export async function listCauses(context: Context, input: unknown): Promise<RunCause[]> {
  requirePermission(context, 'runs:read');
  const { runId } = parseInput(runInput, input);
  const rows = await readRows<CauseRow>(
    context.database,
    sql`
    select ${causeKey} as cause, c.provider, w.o ->> 'outcome' as outcome, w.o ->> 'code' as code,
      min(w.o ->> 'message') as message, min(w.o ->> 'hint') as hint, count(distinct c.id)::int as count,
      bool_or(c.settle_at is not null or c.state <> 'closed') as looks
    from changes c cross join lateral jsonb_array_elements(c.outcomes) as w(o)
    where c.run_id = ${runId} and c.outcome in ('refused', 'failed', 'unknown', 'cancelled')
      and w.o ->> 'outcome' in ('refused', 'failed', 'unknown', 'cancelled')
    group by 1, 2, 3, 4 order by count desc, cause limit ${mostCauses}`,
  );
  return rows.map(({ hint, looks, ...cause }) => ({ ...cause, ...adviceFor({ ...cause, hint, looks }) }));
}

/** The provider's hint where there is one; else what this outcome means. */
function adviceFor({ outcome, provider, hint, looks }: CauseRow): Pick<RunCause, 'advice' | 'repeat'> {
  const { label } = capabilitiesOf(provider);
  if (outcome === 'failed')
    return { advice: hint ?? 'Nothing was changed. It can be sent again.', repeat: true };
  if (outcome === 'cancelled') return { advice: 'It was never sent. It can be planned again.', repeat: true };
  if (outcome === 'refused')
    return { advice: hint ?? `${label} will say no again: change what is asked, then retry.`, repeat: false };
  const settle = looks
    ? `Tagdesk looks again at ${label} by itself.`
    : `Tagdesk does not look it up: look at ${label}, then say in the history what is true.`;
  return { advice: hint ? `${hint} ${settle}` : settle, repeat: false };
}
