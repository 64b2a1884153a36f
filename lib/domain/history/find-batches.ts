/**
 * Runs, imports and undone imports with lines that fit, by their newest line in the ledger. Their counts are
 * kept; only a filter that parts their lines looks into each, up to `maxCounted` lines.
 */
import { type SQL, sql } from 'drizzle-orm';
import { type AskedHistory, isOfUser } from '#lib/domain/identities/user-lines.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { StoryKind } from '#lib/platform/db/schema/records.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ChangeOutcome } from '#lib/shared/changes.ts';
import { runOutcomes } from '#lib/shared/runs.ts';
import { type Conditions, wordsQuery } from './history-conditions.ts';
import { boundsOf, findWithin } from './scan-newest-first.ts';

const maxCounted = 1_000;
const firstGroup = 4;
const groupMs = 100;

export type Batch = {
  kind: StoryKind;
  ref: number;
  last: number;
  lines: number;
  at: string;
  title: string | null;
  memberId: string | null;
  actor: string;
  note: string;
  providers: ProviderId[];
  counts: Partial<Record<ChangeOutcome, number>>;
  /** Counting stopped there. */
  hasMore: boolean;
};

/** `since`, `before`: ids; where the newest line of a batch may be. */
export type BatchSearch = {
  filters: AskedHistory;
  conditions: Conditions;
  since: number;
  before: number;
  limit: number;
  budgetMs: number;
};

/** Newest first. `scannedThrough`: as of a `Scan`. */
export async function findBatches(
  database: Database,
  search: BatchSearch,
): Promise<{ batches: Batch[]; scannedThrough: number | null }> {
  const { filters, conditions, limit, budgetMs } = search;
  if (search.since >= search.before || filters.origin !== undefined)
    return { batches: [], scannedThrough: null };
  const within = [...(await placesOf(database, search)), ...mayFit(filters)];
  const deadline = performance.now() + budgetMs;
  const batches: Batch[] = [];
  let { before } = search;
  let size = partsFiles(filters) ? firstGroup : limit;
  let mayAskInside = filters.tag !== undefined;
  while (batches.length < limit) {
    const startedAt = performance.now();
    const group = await readGroup(database, search, [...within, sql`s.last_line < ${before}`], size);
    const fitting = group.filter((row): row is Batch => row.at !== null && countOf(row.counts) > 0);
    batches.push(...fitting.slice(0, limit - batches.length));
    if (batches.length === limit) break;
    before = group.at(-1)?.last ?? 0;
    if (group.length < size) return { batches, scannedThrough: null };
    if (performance.now() > deadline) break;
    if (mayAskInside) {
      mayAskInside = false;
      const held = await batchesInside(database, conditions, before);
      if (held) within.push(held);
    }
    const pace = groupMs / Math.max(performance.now() - startedAt, 1);
    size = Math.ceil(Math.min(200, Math.max(2, size * Math.min(4, Math.max(0.25, pace)))));
  }
  return { batches, scannedThrough: batches.length < limit ? before : (batches.at(-1)?.last ?? null) };
}

function countOf(counts: Partial<Record<ChangeOutcome, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Other filters let all lines of a run through or none, or are kept in its counts. */
function partsRuns({ userId, verb, tag, from, to }: AskedHistory): boolean {
  return [userId, verb, tag, from, to].some((filter) => filter !== undefined);
}

/** A file has lines of any provider, and several members may have taken it back. */
function partsFiles(filters: AskedHistory): boolean {
  return partsRuns(filters) || filters.provider !== undefined || filters.actor !== undefined;
}

async function placesOf(database: Database, { filters, since }: BatchSearch): Promise<SQL[]> {
  const { from, to } = filters;
  if (from === undefined && to === undefined) return [sql`s.last_line >= ${since}`];
  const whole = { lines: 'changes' as const, before: Number.MAX_SAFE_INTEGER, from, to };
  const { low, high } = await boundsOf(database, whole);
  return [sql`s.last_line >= ${Math.max(low, since)}`, sql`s.first_line < ${high}`];
}

const isRun = sql`s.kind = 'run'`;

/** What can be told without looking at lines. */
function mayFit({ kind, runId, actor, ofUser, provider, outcome, words }: AskedHistory): SQL[] {
  const found: SQL[] = [];
  if (kind === 'tags') found.push(isRun);
  if (kind === 'import') found.push(sql`not ${isRun}`);
  if (kind === 'profile' || kind === 'create' || kind === 'refresh') found.push(sql`false`);
  if (runId !== undefined) found.push(sql`${isRun} and s.ref = ${runId}`);
  if (actor !== undefined)
    found.push(
      sql`(s.kind = 'import-undo' or exists (select 1 from changes c where c.id = s.last_line and c.actor = ${actor}))`,
    );
  if (ofUser !== undefined) {
    const theirs = (ref: SQL) =>
      sql`s.ref in (select ${ref} from changes c where ${isOfUser(ofUser, sql`c`)})`;
    found.push(sql`case when ${isRun} then ${theirs(sql`c.run_id`)} else ${theirs(sql`c.import_id`)} end`);
  }
  if (outcome !== undefined) found.push(outcome === 'imported' ? sql`not ${isRun}` : isRun);
  if (provider !== undefined)
    found.push(
      sql`(not ${isRun} or exists (select 1 from run_providers p where p.run_id = s.ref and p.provider = ${provider} and p.change > 0))`,
    );
  const kept = runOutcomes.find((one) => one === outcome);
  if (kept !== undefined)
    found.push(
      sql`exists (select 1 from run_providers p where p.run_id = s.ref and p.${columnOf(kept)} > 0)`,
    );
  if (words !== undefined) {
    const query = wordsQuery(words);
    found.push(
      sql`${isRun} and exists (select 1 from runs r where r.id = s.ref and to_tsvector('simple', r.note) @@ to_tsquery('simple', ${query}))`,
    );
  }
  return found;
}

/** `run_providers` has counts of them. */
const columnOf = (outcome: (typeof runOutcomes)[number]) => sql.raw(outcome.replace('-', '_'));

type Row = Omit<Batch, 'at'> & { at: string | null };

/** `at` null: its lines were removed. */
async function readGroup(
  database: Database,
  { filters, conditions }: BatchSearch,
  within: readonly SQL[],
  size: number,
): Promise<Row[]> {
  const { provider } = filters;
  const hasFitting = partsFiles(filters);
  const runCounts = partsRuns(filters) ? sql`fitting.counts` : keptCounts(filters);
  const fileCounts = hasFitting ? sql`fitting.counts` : sql`jsonb_build_object('imported', s.lines)`;
  return await runPlannedStatement<Row>(
    database,
    sql`
    with asked as materialized (
      select s.* from stories s where ${sql.join([...within], sql` and `)} order by s.last_line desc limit ${size})
    select s.kind, s.ref, s.last_line as last, s.lines,
      to_char(l.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
      coalesce(nullif(r.name, ''), r.title, i.file_name) as title, l.member_id as "memberId", l.actor,
      coalesce(r.note, '') as note, p.providers,
      case when ${isRun} then ${runCounts} else ${fileCounts} end as counts,
      ${hasFitting ? sql`coalesce(fitting.has_more, false)` : sql`false`} as "hasMore"
    from asked s
    left join changes l on l.id = s.last_line
    left join runs r on ${isRun} and r.id = s.ref
    left join imports i on not ${isRun} and i.id = s.ref
    left join lateral (
      select coalesce(array_agg(p.provider) filter (where p.change > 0), '{}') as providers,
        coalesce(sum(p.change), 0)::int as change,
        ${sql.join(
          runOutcomes.map((one) => sql`coalesce(sum(p.${columnOf(one)}), 0)::int as ${columnOf(one)}`),
          sql`, `,
        )}
      from run_providers p where ${isRun} and p.run_id = s.ref
        ${provider === undefined ? sql`` : sql`and p.provider = ${provider}`}) p on true
    ${hasFitting ? sql`left join lateral ${fittingCounts(conditions, partsRuns(filters))} fitting on true` : sql``}
    order by s.last_line desc`,
  );
}

/** Of a run, by its kept counts. While lines are being written, a provider's are known by its plan. */
function keptCounts({ outcome, provider }: AskedHistory): SQL {
  const all = provider === undefined ? sql`s.lines` : sql`p.change`;
  const ended = sql.join(
    runOutcomes.map((one) => sql`p.${columnOf(one)}`),
    sql` - `,
  );
  const counts = [
    ['pending', sql`greatest(0, ${all} - ${ended})`] as const,
    ...runOutcomes.map((one) => [one, sql`p.${columnOf(one)}`] as const),
  ].filter(([one]) => outcome === undefined || one === outcome);
  const pairs = counts.map(([one, count]) => sql`${sql.raw(`'${one}'`)}, ${count}`);
  return sql`jsonb_build_object(${sql.join(pairs, sql`, `)})`;
}

function fittingCounts({ all }: Conditions, alsoRuns: boolean): SQL {
  const fits = sql.join([sql`true`, ...all], sql` and `);
  const ofRun = sql`select c.outcome from changes c where ${isRun} and c.run_id = s.ref and ${fits} union all`;
  return sql`(
    select coalesce(jsonb_object_agg(outcome, n), '{}') as counts, sum(n) >= ${maxCounted} as has_more from (
      select outcome, count(*)::int as n from (
        ${alsoRuns ? ofRun : sql``}
        select c.outcome from changes c where not ${isRun} and c.kind = 'import' and c.import_id = s.ref
          and (c.undo_of is not null) = (s.kind = 'import-undo')
          and c.id between s.first_line and s.last_line and ${fits}
        limit ${maxCounted}
      ) line group by outcome
    ) counted)`;
}

/** All batches below `before` that the index over operations finds lines of. null: it took too long. */
async function batchesInside(
  database: Database,
  conditions: Conditions,
  before: number,
): Promise<SQL | null> {
  const all = [sql`c.id < ${before}`, ...conditions.all];
  const rows = await findWithin<{ runs: number[]; imports: number[] }>(
    database,
    sql`with found as materialized (
        select c.run_id, c.import_id from changes c where ${sql.join(all, sql` and `)})
      select coalesce(to_jsonb(array_agg(distinct run_id) filter (where run_id is not null)), '[]') as runs,
        coalesce(to_jsonb(array_agg(distinct import_id) filter (where import_id is not null)), '[]') as imports
      from found`,
  );
  const [held] = rows ?? [];
  if (!held) return null;
  const isOneOf = (refs: number[]) => sql`s.ref = any(${sql.param(refs)}::bigint[])`;
  return sql`case when ${isRun} then ${isOneOf(held.runs)} else ${isOneOf(held.imports)} end`;
}
