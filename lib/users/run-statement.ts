/** Runs statements of the list, which carry a member's filter; the database gives up those that take too long. */
import type { SQL } from 'drizzle-orm';
import type { Database } from '#lib/db/client.ts';
import { runFilterStatement } from '#lib/db/run-statement.ts';
import { AppError } from '#lib/errors.ts';

/** Rows as the driver gives them. Throws AppError `too-slow` where the database gave the statement up. */
export async function runStatement<Row extends Record<string, unknown>>(
  database: Database,
  statement: SQL,
): Promise<Row[]> {
  try {
    return await runFilterStatement<Row>(database, statement);
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
