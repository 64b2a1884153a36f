/**
 * Finds the newest matching lines among millions in bounded time: backwards by chunks of ids, sized by the
 * last chunk's speed. A search that runs out of time says how far it came and can go on.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { isStatementTimeout } from '#lib/platform/db/sql-state.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { timeZone } from '#lib/platform/settings/time-zone.ts';
import { dayStart, nextDayStart } from '#lib/shared/days.ts';
import type { Conditions } from './history-conditions.ts';

const firstChunk = 20_000;
const minChunk = 1_000;
/** Chunks grow or shrink towards this, within limits. */
const chunkMs = 150;
const maxGrowth = 8;
const minGrowth = 0.25;
/** Time for all lines that an index finds, when the newest chunk held too few. */
const insideMs = 3_000;

/** `from`, `to`: days. `before`: an id, itself not included. `since`: no older id is looked for. */
export type Search = {
  lines: 'changes' | 'audit_events';
  conditions: Conditions;
  before: number;
  since?: number | undefined;
  from: string | undefined;
  to: string | undefined;
  limit: number;
  budgetMs: number;
};

/** Newest first. `scannedThrough`: everything from this id on was looked at; null: all. */
export type Scan = { ids: number[]; scannedThrough: number | null };

export async function scanNewestFirst(database: Database, search: Search): Promise<Scan> {
  const { conditions, limit, budgetMs } = search;
  const { low, high } = await boundsOf(database, search);
  const deadline = performance.now() + budgetMs;
  const ids: number[] = [];
  // Without conditions the primary key gives the order, and no chunk is needed.
  let chunk = conditions.all.length === 0 ? high - low : firstChunk;
  let mayAskInside = conditions.inside;
  for (let end = high; end > low; ) {
    const start = Math.max(low, end - Math.ceil(chunk));
    const startedAt = performance.now();
    ids.push(...(await findIn(database, search, { start, end, limit: limit - ids.length })));
    if (ids.length >= limit) return { ids, scannedThrough: ids.at(-1) ?? null };
    end = start;
    if (mayAskInside && end > low) {
      mayAskInside = false;
      const rest = await findInside(database, search, { start: low, end, limit: limit - ids.length });
      if (rest !== null)
        return { ids: [...ids, ...rest], scannedThrough: scannedThroughOf(rest, limit - ids.length) };
    }
    if (end > low && performance.now() > deadline) return { ids, scannedThrough: start };
    const pace = chunkMs / Math.max(performance.now() - startedAt, 1);
    chunk = Math.max(minChunk, chunk * Math.min(maxGrowth, Math.max(minGrowth, pace)));
  }
  return { ids, scannedThrough: null };
}

function scannedThroughOf(rest: readonly number[], wanted: number): number | null {
  return rest.length >= wanted ? (rest.at(-1) ?? null) : null;
}

type Bounds = { low: number; high: number };

/** `low` included, `high` not. Widened by an hour: ids follow time but for a transaction's length. */
export async function boundsOf(
  database: Database,
  { lines, before, since = 0, from, to }: Pick<Search, 'lines' | 'before' | 'since' | 'from' | 'to'>,
): Promise<Bounds> {
  const table = sql.raw(lines);
  const lowest =
    from === undefined
      ? sql`coalesce((select min(id) from ${table}), 1)`
      : sql`history_id_at(${lines}, ${dayStart(from, timeZone()).toISOString()}::timestamptz - interval '1 hour')`;
  const highest =
    to === undefined
      ? sql`coalesce((select max(id) from ${table}), 0) + 1`
      : sql`history_id_at(${lines}, ${nextDayStart(to, timeZone()).toISOString()}::timestamptz + interval '1 hour')`;
  const { rows } = await database.execute<Bounds>(sql`select ${lowest} as low, ${highest} as high`);
  const { low = 1, high = 1 } = rows[0] ?? {};
  return { low: Math.max(since, low), high: Math.min(before, high) };
}

type Stretch = { start: number; end: number; limit: number };

async function findIn(
  database: Database,
  { lines, conditions }: Search,
  { start, end, limit }: Stretch,
): Promise<number[]> {
  const { all, either, inOrder } = conditions;
  const name = nameOf(lines);
  const within = [sql`${name}.id >= ${start}`, sql`${name}.id < ${end}`, ...all];
  const newest = (asked: SQL[]) => {
    const from = sql`from ${sql.raw(lines)} ${name} where ${sql.join(asked, sql` and `)} order by ${name}.id desc`;
    return inOrder
      ? sql`(select ${name}.id from (select ${inOrder.of} ${from} offset 0) ${name} where ${inOrder.condition} limit ${limit})`
      : sql`(select ${name}.id ${from} limit ${limit})`;
  };
  const parts = either.length === 0 ? [newest(within)] : either.map((one) => newest([...within, one]));
  const { rows } = await database.execute<{ id: number }>(
    sql`select id from (${sql.join(parts, sql` union all `)}) found order by id desc limit ${limit}`,
  );
  return rows.map(({ id }) => id);
}

/** All that the index finds, sorted afterwards: for what is rare or old. null: it took too long. */
async function findInside(
  database: Database,
  { lines, conditions }: Search,
  { start, end, limit }: Stretch,
): Promise<number[] | null> {
  const name = nameOf(lines);
  const within = [sql`${name}.id >= ${start}`, sql`${name}.id < ${end}`, ...conditions.all];
  const { of, condition } = conditions.inOrder ?? { of: sql`${name}.id`, condition: sql`true` };
  const rows = await findWithin<{ id: number }>(
    database,
    sql`with found as materialized (
        select ${of} from ${sql.raw(lines)} ${name} where ${sql.join(within, sql` and `)})
      select ${name}.id from (select * from found ${name} order by ${name}.id desc offset 0) ${name}
      where ${condition} limit ${limit}`,
  );
  return rows?.map(({ id }) => id) ?? null;
}

/** null: it took too long. */
export async function findWithin<Row extends Record<string, unknown>>(
  database: Database,
  statement: SQL,
): Promise<Row[] | null> {
  try {
    return await inTransaction(database, async (transaction) => {
      await transaction.execute(sql`select set_config('statement_timeout', ${String(insideMs)}, true)`);
      return runPlannedStatement<Row>(transaction, statement);
    });
  } catch (error) {
    if (isStatementTimeout(error)) return null;
    throw error;
  }
}

function nameOf(lines: Search['lines']): SQL {
  return sql.raw(lines === 'changes' ? 'c' : 'e');
}
