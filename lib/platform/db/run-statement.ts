/**
 * Runs SQL and gives rows as the driver does: bigint as number, instants as text, json parsed. Aborted
 * requests cancel their statements, except in a transaction.
 */
import { createHash } from 'node:crypto';
import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { AppError } from '#lib/shared/errors.ts';
import { currentSignal, runCancellable } from './cancel-on-abort.ts';
import { isStatementTimeout } from './sql-state.ts';
import { onClient, type Queryable } from './transaction.ts';

const dialect = new PgDialect();

// A connection keeps every named statement for ever, and filters have unboundedly many shapes: only the first
// ones are named.
const maxFilterNames = 200;
let filterNames = 0;
const names = new Map<string, string>();

function remember(text: string): string {
  const name = `tagdesk_${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`;
  names.set(text, name);
  return name;
}

/** For constant texts: named, so planned once per connection. */
export function runStatement<Row extends Record<string, unknown>>(
  database: Queryable,
  statement: SQL,
): Promise<Row[]> {
  const { sql, params } = dialect.sqlToQuery(statement);
  return run<Row>(database, { sql, params }, names.get(sql) ?? remember(sql));
}

/** For statements with a filter: named while there are few. */
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

/** For composed or typed text: planned per value, since common and rare texts need other plans. */
export function runPlannedStatement<Row extends Record<string, unknown>>(
  database: Queryable,
  statement: SQL,
): Promise<Row[]> {
  const { sql, params } = dialect.sqlToQuery(statement);
  return run<Row>(database, { sql, params }, undefined);
}

/** Throws AppError `too-slow` on a statement timeout. */
export async function runListStatement<Row extends Record<string, unknown>>(
  database: Queryable,
  statement: SQL,
): Promise<Row[]> {
  return await runFilterStatement<Row>(database, statement).catch(throwTooSlow);
}

/** For statements over all matches: planned each time, since parallelism depends on the text. */
export async function runWideStatement<Row extends Record<string, unknown>>(
  database: Queryable,
  statement: SQL,
): Promise<Row[]> {
  return await runPlannedStatement<Row>(database, statement).catch(throwTooSlow);
}

function throwTooSlow(error: unknown): never {
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
  // A transaction is not cancelled.
  if (signal === null || !('$client' in database)) return on(database);
  return runCancellable(database.$client, signal, (client) => on(onClient(client)));
}

/** The driver's raw result, with the columns of the caller's statement. */
function rowsOf<Row>(result: unknown): Row[] {
  return (result as { rows: Row[] }).rows;
}
