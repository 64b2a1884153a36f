/** Runs hand-written SQL as a named statement, so that the server plans a shape once per connection. */
import { createHash } from 'node:crypto';
import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';

const dialect = new PgDialect();

// A connection keeps every named statement for ever. Filters have unboundedly many shapes, so only the first
// ones are named; the rest are planned each time.
const mostNames = 200;
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostNames) return known;
  const name = `users_${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`;
  names.set(text, name);
  return name;
}

/**
 * Rows as the driver gives them: bigint as number, instants as text, json parsed. Throws AppError `too-slow` where the
 * database gave the statement up.
 */
export async function runStatement<Row extends Record<string, unknown>>(
  database: Database,
  statement: SQL,
): Promise<Row[]> {
  const { sql, params } = dialect.sqlToQuery(statement);
  const query = database._.session.prepareQuery({ sql, params }, undefined, nameOf(sql), false);
  try {
    return rowsOf<Row>(await query.execute());
  } catch (error) {
    throw wasGivenUp(error) ? new AppError('too-slow', tooSlow) : error;
  }
}

const tooSlow =
  'The database gave this filter up because it took too long. Make it narrower: a tag, an identity or a longer word finds people sooner.';

/** PostgreSQL's query_canceled, which `statement_timeout` raises; drizzle wraps the driver's error. */
function wasGivenUp(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && 'code' in cause && cause.code === '57014';
}

/** The driver's result without field mapping has `rows`; their columns are those the caller's statement selects. */
function rowsOf<Row>(result: unknown): Row[] {
  return (result as { rows: Row[] }).rows;
}
