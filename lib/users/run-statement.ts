/** Runs statements of the list, which carry a member's filter; the database gives up those that take too long. */
import type { SQL } from 'drizzle-orm';
import type { Database } from '#lib/db/client.ts';
import { runFilterStatement, runPlannedStatement } from '#lib/db/run-statement.ts';
import { isStatementTimeout } from '#lib/db/sql-state.ts';
import { AppError } from '#lib/errors.ts';

/** Rows as the driver gives them. Throws AppError `too-slow` where the database gave the statement up. */
export async function runStatement<Row extends Record<string, unknown>>(
  database: Database,
  statement: SQL,
): Promise<Row[]> {
  return await runFilterStatement<Row>(database, statement).catch(sayTooSlow);
}

/**
 * The same for statements that look at everybody who matches: planned each time, since only who knows the text knows
 * whether so many are to be looked at that two processes should share them.
 */
export async function runWideStatement<Row extends Record<string, unknown>>(
  database: Database,
  statement: SQL,
): Promise<Row[]> {
  return await runPlannedStatement<Row>(database, statement).catch(sayTooSlow);
}

function sayTooSlow(error: unknown): never {
  throw isStatementTimeout(error) ? new AppError('too-slow', tooSlow) : error;
}

const tooSlow =
  'The database gave this filter up because it took too long. Make it narrower: a tag, an identity or a longer word finds people sooner.';
