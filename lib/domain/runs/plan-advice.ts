/** Advice on a plan's tags: allowed, but unwise. Each finding once, with its count. */
import { sql } from 'drizzle-orm';
import { adviseOnLookAlikes, findLookAlikes } from '#lib/domain/tags/look-alikes.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { RunRow } from '#lib/platform/db/schema/runs.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import { adviseOnTag } from '#lib/providers/catalog.ts';
import type { TagText } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { spellOut } from '#lib/providers/text-signs.ts';

/** `count`: changes with this tag. */
type PlannedTag = TagText & { provider: ProviderId; count: number };

/** Of more tags in one file, the most frequent are judged. */
const maxTags = 5_000;
const maxAdvice = 20;
const maxNamed = 3;

/** One sentence each; for a file with its tags. */
export async function adviseOnPlan(
  database: Queryable,
  run: Pick<RunRow, 'id' | 'source' | 'operations'>,
): Promise<string[]> {
  const isFile = run.source.kind === 'csv';
  const tags = isFile ? await tagsOfFile(database, run.id) : tagsOfOperations(run);
  const twins = await findLookAlikes(database, tags);
  const about = new Map<string, PlannedTag[]>();
  tags.forEach((tag, place) => {
    for (const advice of [...adviseOnTag(tag.provider, tag), ...adviseOnLookAlikes(twins[place] ?? [])])
      about.set(advice, [...(about.get(advice) ?? []), tag]);
  });
  const most = [...about].slice(0, maxAdvice);
  return most.map(([advice, of]) => (isFile ? `${advice} ${formatTags(of)}` : advice));
}

function tagsOfOperations({ operations }: Pick<RunRow, 'operations'>): PlannedTag[] {
  return operations.flatMap(({ provider, operations }) =>
    operations.flatMap(({ verb, key, value }) =>
      verb === 'remove' ? [] : [{ provider, key, value, count: 0 }],
    ),
  );
}

function tagsOfFile(database: Queryable, runId: number): Promise<PlannedTag[]> {
  return runPlannedStatement<PlannedTag>(
    database,
    sql`select t.provider, o.key, o.value, count(*)::int as count
      from run_targets t cross join lateral jsonb_to_recordset(t.operations) as o(verb text, key text, value text)
      where t.run_id = ${runId} and t.status = 'change' and o.verb <> 'remove'
      group by 1, 2, 3 order by 4 desc, 1, 2, 3 limit ${maxTags}`,
  );
}

/** “3 tags in 120 changes: Café Club, …” */
function formatTags(tags: readonly PlannedTag[]): string {
  const changes = tags.reduce((sum, { count }) => sum + count, 0);
  const names = tags
    .slice(0, maxNamed)
    .map(({ key, value }) => `“${spellOut(value === null ? key : `${key} = ${value}`)}”`);
  const more = tags.length > maxNamed ? ' and others' : '';
  return `(${plural(tags.length, 'tag')} in ${plural(changes, 'change')}: ${names.join(', ')}${more})`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
