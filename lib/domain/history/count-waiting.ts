import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { Waiting } from '#lib/shared/history.ts';
import { unreadableProviders, waitsForWord } from '../runs/unsettled.ts';

/** More than a person settles one by one; the count stays quick after a run that lost all its answers. */
const maxCounted = 999;

/** As many as the history's view “waiting” lists. Throws AppError `forbidden`. */
export async function countWaiting(context: Context): Promise<Waiting> {
  requirePermission(context, 'history:read');
  const waits = waitsForWord(await unreadableProviders(context));
  const [row] = await runPlannedStatement<{ count: number }>(
    context.database,
    // `offset 0`: newest first, line by line, until there are enough.
    sql`select count(*)::int as count from (
      select 1 from (
        select * from changes where state = 'closed' and outcome = 'unknown' order by id desc offset 0
      ) c where ${waits} limit ${maxCounted + 1}) found`,
  );
  const found = row?.count ?? 0;
  return { count: Math.min(found, maxCounted), isMore: found > maxCounted };
}
