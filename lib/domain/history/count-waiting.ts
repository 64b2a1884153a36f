import { type SQL, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { maxWaiting, toWaiting, type WaitingCounts } from '#lib/shared/history.ts';
import { unreadableProviders, waitsForWord } from '../runs/unsettled.ts';

/** As many as the history's view “waiting” lists. Throws AppError `forbidden`. */
export async function countWaiting(context: Context): Promise<WaitingCounts> {
  requirePermission(context, 'history:read');
  const [row] = await runPlannedStatement<FoundWaiting>(
    context.database,
    sql`select ${waitingFound(context)}`,
  );
  return { outcomes: toWaiting(row?.found ?? 0), drift: toWaiting(row?.drift ?? 0) };
}

type FoundWaiting = { found: number; drift: number };

/** Two columns, for `toWaiting`. */
export function waitingFound(context: Pick<Context, 'providers'>): SQL {
  // `offset 0`: newest first, line by line, until there are enough.
  return sql`(select count(*)::int from (
    select 1 from (
      select * from changes where state = 'closed' and outcome = 'unknown' order by id desc offset 0
    ) c where ${waitsForWord(unreadableProviders(context))} limit ${maxWaiting + 1}) found) as found,
    (select count(*)::int from (select from drifts where state = 'open' limit ${maxWaiting + 1}) open) as drift`;
}
