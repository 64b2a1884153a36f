/** Exact; from kept counts where possible. */
import { type SQL, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { runWideStatement } from '#lib/platform/db/run-statement.ts';
import { parseInput } from '#lib/shared/errors.ts';
import type { UsersCount } from '#lib/shared/user-list.ts';
import { countUsersInput } from '#lib/shared/user-list-input.ts';
import { readCounters } from './counters.ts';
import { readFilter } from './read-filter.ts';

/** Throws AppError `invalid` (field `q`) for a filter that cannot be read. */
export async function countUsers(context: Context, input: unknown): Promise<UsersCount> {
  requirePermission(context, 'users:read');
  const { q, except } = parseInput(countUsersInput, input);
  const [{ exactly, condition }, counters] = await Promise.all([
    readFilter(context.database, q),
    readCounters(context.database),
  ]);
  const matching = condition ?? sql`true`;
  const count = exactly(counters) ?? (await countMatching(context.database, matching));
  const leftOut = except.length === 0 ? 0 : await countMatching(context.database, among(except, matching));
  return { count: count - leftOut, total: counters.users };
}

function among(ids: readonly number[], condition: SQL): SQL {
  return sql`users.id = any(${sql.param(ids)}::bigint[]) and (${condition})`;
}

async function countMatching(database: Database, condition: SQL): Promise<number> {
  const rows = await runWideStatement<{ count: number }>(
    database,
    sql`select count(*) as count from users where ${condition}`,
  );
  return rows[0]?.count ?? 0;
}
