import { type SQL, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { Waiting } from '#lib/shared/history.ts';
import { unreadableProviders, waitsForWord } from '../runs/unsettled.ts';

/** More than a person settles one by one; the count stays quick after a run that lost all its answers. */
const maxCounted = 999;

/** As many as the history's view “waiting” lists. Throws AppError `forbidden`. */
export async function countWaiting(context: Context): Promise<Waiting> {
  requirePermission(context, 'history:read');
  const [row] = await runPlannedStatement<{ found: number }>(
    context.database,
    sql`select ${waitingFound(context)} as found`,
  );
  return toWaiting(row?.found ?? 0);
}

/** A number, for `toWaiting`. */
export function waitingFound(context: Pick<Context, 'providers'>): SQL {
  // `offset 0`: newest first, line by line, until there are enough.
  return sql`(select count(*)::int from (
    select 1 from (
      select * from changes where state = 'closed' and outcome = 'unknown' order by id desc offset 0
    ) c where ${waitsForWord(unreadableProviders(context))} limit ${maxCounted + 1}) found)`;
}

export function toWaiting(found: number): Waiting {
  return { count: Math.min(found, maxCounted), isMore: found > maxCounted };
}
