/**
 * Hand-written SQL in, rows out, as the driver gives them: bigint as number, instants as text, json parsed. Whoever
 * has left ends a statement outside of a transaction (`cancel-on-abort.ts`).
 */
import { createHash } from 'node:crypto';
import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { AppError } from '#lib/shared/errors.ts';
import { currentSignal, runCancellable } from './cancel-on-abort.ts';
import { isStatementTimeout } from './sql-state.ts';
import { onClient, type Queryable } from './transaction.ts';

const dialect = new PgDialect();

// A connection keeps every named statement for ever. Filters have unboundedly many shapes, so only the first
// ones are named; the rest are planned each time.
const maxFilterNames = 200;
let filterNames = 0;
const names = new Map<string, string>();

function remember(text: string): string {
  const name = `tagdesk_${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`;
  names.set(text, name);
  return name;
}

/** For statements whose text is always the same: named, so that the server plans them once per connection. */
export function runStatement<Row extends Record<string, unknown>>(
  database: Queryable,
  statement: SQL,
): Promise<Row[]> {
  const { sql, params } = dialect.sqlToQuery(statement);
  return run<Row>(database, { sql, params }, names.get(sql) ?? remember(sql));
}

/** For statements that carry a member's filter: named while there are few. */
export function runFilterStatement<Row extends Record<string, unknown>>(
  database: Queryable,
  statement: SQL,
): Promise<Row[]> {
  const { sql, params } = dialect.sqlToQuery(statement);
  let name = names.get(sql);
  if (name === undefined && filterNames < maxFilterNames) {
    filterNames += 1;
    name = remember(sql);
  }
  return run<Row>(database, { sql, params }, name);
}

/**
 * For statements that are put together, or seldom run, and for what is typed into an index: planned for its very text
 * each time, since a common text and a rare one want different ways.
 */
export function runPlannedStatement<Row extends Record<string, unknown>>(
  database: Queryable,
  statement: SQL,
): Promise<Row[]> {
  const { sql, params } = dialect.sqlToQuery(statement);
  return run<Row>(database, { sql, params }, undefined);
}

/** `runFilterStatement` for a member who waits. Throws AppError `too-slow` where the database gave the statement up. */
export async function runListStatement<Row extends Record<string, unknown>>(
  database: Queryable,
  statement: SQL,
): Promise<Row[]> {
  return await runFilterStatement<Row>(database, statement).catch(sayTooSlow);
}

/**
 * The same for statements that look at everybody who matches: planned each time, since only who knows the text knows
 * whether so many are to be looked at that two processes should share them.
 */
export async function runWideStatement<Row extends Record<string, unknown>>(
  database: Queryable,
  statement: SQL,
): Promise<Row[]> {
  return await runPlannedStatement<Row>(database, statement).catch(sayTooSlow);
}

function sayTooSlow(error: unknown): never {
  throw isStatementTimeout(error) ? new AppError('too-slow', tooSlow) : error;
}

const tooSlow =
  'The database gave this filter up because it took too long. Make it narrower: a tag, an identity or a longer word finds people sooner.';

async function run<Row>(
  database: Queryable,
  query: { sql: string; params: unknown[] },
  name: string | undefined,
): Promise<Row[]> {
  const on = async (queryable: Pick<Queryable, '_'>) =>
    rowsOf<Row>(await queryable._.session.prepareQuery(query, undefined, name, false).execute());
  const signal = currentSignal();
  // A transaction is somebody's work, which ends by itself.
  if (signal === null || !('$client' in database)) return on(database);
  return runCancellable(database.$client, signal, (client) => on(onClient(client)));
}

/** The driver's result without field mapping has `rows`; their columns are those the caller's statement selects. */
function rowsOf<Row>(result: unknown): Row[] {
  return (result as { rows: Row[] }).rows;
}
