/** Which runs require their count to be typed. */
import { sql } from 'drizzle-orm';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';

// Cerego: tags feed Smart Groups, which enrol people in courses.
const sideEffects: Partial<Record<ProviderId, string>> = {
  cerego: 'Cerego’s tags feed Smart Groups: people may be enrolled or taken out of courses.',
};

const maxNamed = 5;

type MarkedTag = { provider: ProviderId; key: string; value: string | null };
type Planned = readonly { provider: ProviderId; change: number }[];

/** Tags marked in the catalogue as having effects elsewhere. */
export async function markedTags(database: Queryable, runId: number): Promise<MarkedTag[]> {
  return runPlannedStatement<MarkedTag>(
    database,
    sql`
    select t.provider, t.key, t.value from tags t
    where t.has_effects and exists (
      select 1 from run_targets r cross join lateral jsonb_to_recordset(r.operations) as o(key text, value text)
      where r.run_id = ${runId} and r.status = 'change' and r.provider = t.provider and o.key = t.key
        and (o.value is null or o.value is not distinct from t.value))
    order by t.provider, lower(t.key), lower(t.value) limit ${maxNamed}`,
  );
}

/** null: no confirmation. `limit`: TAGDESK_CONFIRM_ABOVE. */
export function confirmationOf(
  planned: Planned,
  marked: readonly MarkedTag[],
  limit = processSettings().confirmAbove,
): { count: number; why: string } | null {
  const count = planned.reduce((sum, { change }) => sum + change, 0);
  const effects = planned.flatMap(({ provider, change }) =>
    change > 0 ? (sideEffects[provider] ?? []) : [],
  );
  const large = count > limit ? [`It makes more than ${limit.toLocaleString('en')} changes.`] : [];
  const why = [...effects, ...formatMarked(marked), ...large].join(' ');
  return count > 0 && why !== '' ? { count, why } : null;
}

function formatMarked(marked: readonly MarkedTag[]): string[] {
  if (marked.length === 0) return [];
  const names = marked.map(
    ({ provider, key, value }) =>
      `“${value === null ? key : `${key} = ${value}`}” at ${capabilitiesOf(provider).label}`,
  );
  const one = names.length === 1;
  const list = new Intl.ListFormat('en').format(names);
  return [
    `${list} ${one ? 'is' : 'are'} marked in the catalogue: ${one ? 'it has' : 'they have'} effects elsewhere.`,
  ];
}

/** Of the changes of a plan. */
export async function undoLimits(database: Queryable, runId: number): Promise<string[]> {
  const planned = await runPlannedStatement<{ provider: ProviderId; adds: boolean }>(
    database,
    sql`
    select l.provider, exists (select from run_targets t where t.run_id = l.run_id and t.status = 'change'
      and t.provider = l.provider and t.operations @> '[{"verb": "add"}]') as adds
    from run_providers l where l.run_id = ${runId} and l.change > 0
    order by array_position(${sql.param([...providerIds])}::text[], l.provider)`,
  );
  return planned.flatMap(({ provider, adds }) => {
    const { label, canRead, verbs } = capabilitiesOf(provider);
    if (!canRead) return [`At ${label} an undo is sent but cannot be checked.`];
    return verbs.includes('remove') || !adds ? [] : [`First values at ${label} cannot be taken away again.`];
  });
}
