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
  const [row] = await runPlannedStatement<FoundWaiting>(
    context.database,
    sql`select ${waitingFound(context)}`,
  );
  return toWaiting(row ?? { found: 0, drift: 0 });
}

type FoundWaiting = { found: number; drift: number };

/** Two columns, for `toWaiting`. */
export function waitingFound(context: Pick<Context, 'providers'>): SQL {
  // `offset 0`: newest first, line by line, until there are enough.
  return sql`(select count(*)::int from (
    select 1 from (
      select * from changes where state = 'closed' and outcome = 'unknown' order by id desc offset 0
    ) c where ${waitsForWord(unreadableProviders(context))} limit ${maxCounted + 1}) found) as found,
    (select count(*)::int from drifts where state = 'open') as drift`;
}

export function toWaiting({ found, drift }: FoundWaiting): Waiting {
  return { count: Math.min(found, maxCounted), isMore: found > maxCounted, drift };
}
