/**
 * Counts the ledger's lines that added or removed a tag: by index where that is fast, else backwards by
 * chunks of ids, so that no statement takes long.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { isStatementTimeout } from '#lib/platform/db/sql-state.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { timeZone } from '#lib/platform/settings/time-zone.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { CatalogueTag, TagActivity, TagChange, TagDay } from '#lib/shared/catalogue.ts';

/** Time for counting by the index; beyond it, chunks. */
const insideMs = 350;
const firstChunk = 20_000;
const minChunk = 2_000;
/** Chunks grow or shrink towards this, within limits. */
const chunkMs = 200;
const maxGrowth = 8;
const minGrowth = 0.25;

/** `through`: everything from this id on was counted; null: all. */
type Counted = Pick<TagActivity, 'days' | 'last' | 'since' | 'countedTo'> & { through: number | null };

type Tag = Pick<CatalogueTag, 'provider' | 'key' | 'value'>;
type Span = { start: number; end: number };
type Found = TagDay & { last: number };

/** `before`: an id, not included; without it from the newest. */
export async function countLines(
  database: Database,
  tag: Tag,
  { before, budgetMs }: { before: number | undefined; budgetMs: number },
): Promise<Counted> {
  const { low, high, since } = await ledgerOf(database);
  const deadline = performance.now() + budgetMs;
  const found: Found[] = [];
  const counted = async (through: number | null): Promise<Counted> => ({
    days: sumDays(found),
    last: await lastOf(database, tag, found),
    since,
    through,
    countedTo: through === null ? null : await timeOf(database, through),
  });
  let end = Math.min(before ?? high, high);
  let chunk = firstChunk;
  // A page that goes on is past the index already.
  if (before === undefined && end - low > firstChunk) {
    const all = await countInside(database, tag, { start: low, end });
    if (all !== null) {
      found.push(...all);
      return counted(null);
    }
  }
  while (end > low) {
    const start = Math.max(low, end - Math.ceil(chunk));
    const startedAt = performance.now();
    found.push(...(await runStatement<Found>(database, statementFor(tag, { start, end }))));
    end = start;
    if (performance.now() > deadline) break;
    const pace = chunkMs / Math.max(performance.now() - startedAt, 1);
    chunk = Math.max(minChunk, chunk * Math.min(maxGrowth, Math.max(minGrowth, pace)));
  }
  return counted(end > low ? end : null);
}

async function ledgerOf(database: Database): Promise<{ low: number; high: number; since: string | null }> {
  const [row] = await runStatement<{ low: number | null; high: number | null; since: string | null }>(
    database,
    sql`select low, (select max(id) + 1 from changes) as high, ${asText(sql`created_at`)} as since
      from (select id as low, created_at from changes order by id limit 1) first`,
  );
  return { low: row?.low ?? 1, high: row?.high ?? 1, since: row?.since ?? null };
}

/**
 * The states before and after say what a line did, whatever it was asked: a refused addition adds nothing.
 * The operations only lead to lines, by their index.
 */
function statementFor({ provider, key, value }: Tag, { start, end }: Span): SQL {
  const named = JSON.stringify([{ key }]);
  const held = sql`${JSON.stringify([{ key, value }])}::jsonb`;
  return sql`
    select to_char(created_at at time zone ${timeZone()}, 'YYYY-MM-DD') as day,
      count(*) filter (where has and not had)::int as added,
      count(*) filter (where had and not has)::int as removed,
      max(id) as last
    from (
      select id, created_at, before @> ${held} as had, after @> ${held} as has from changes
      where state = 'closed' and operations @> ${named}::jsonb and provider = ${provider}
        and id >= ${start} and id < ${end}
    ) line
    where had <> has group by 1`;
}

/** null: too many for the time. */
async function countInside(database: Database, tag: Tag, span: Span): Promise<Found[] | null> {
  try {
    return await inTransaction(database, async (transaction) => {
      await transaction.execute(sql`select set_config('statement_timeout', ${String(insideMs)}, true)`);
      const { rows } = await transaction.execute<Found>(statementFor(tag, span));
      return rows;
    });
  } catch (error) {
    if (isStatementTimeout(error)) return null;
    throw error;
  }
}

/** Chunks meet within a day. */
function sumDays(found: readonly Found[]): TagDay[] {
  const days = new Map<string, TagDay>();
  for (const { day, added, removed } of found) {
    const before = days.get(day);
    days.set(day, {
      day,
      added: added + (before?.added ?? 0),
      removed: removed + (before?.removed ?? 0),
    });
  }
  return [...days.values()].sort((one, other) => (one.day < other.day ? 1 : -1));
}

async function lastOf(database: Database, tag: Tag, found: readonly Found[]): Promise<TagChange | null> {
  const line = found.reduce((newest, { last }) => Math.max(newest, last), 0);
  if (line === 0) return null;
  const held = JSON.stringify([{ key: tag.key, value: tag.value }]);
  const [change] = await runStatement<TagChange>(
    database,
    sql`select id as line, ${asText(sql`created_at`)} as at,
      case when kind = 'refresh' then ${capabilitiesOf(tag.provider).label} else actor end as actor,
      case when after @> ${held}::jsonb then case kind when 'refresh' then 'found' else 'added' end
        else case kind when 'refresh' then 'gone' else 'removed' end end as verb
      from changes where id = ${line}`,
  );
  return change ?? null;
}

async function timeOf(database: Database, id: number): Promise<string | null> {
  const [row] = await runStatement<{ at: string }>(
    database,
    sql`select ${asText(sql`created_at`)} as at from changes where id >= ${id} order by id limit 1`,
  );
  return row?.at ?? null;
}

function asText(instant: SQL): SQL {
  return sql`to_char(${instant} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
