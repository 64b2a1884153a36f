/** Users of a plan who have no id at a provider: those that it leaves out for that reason. */
import { type SQL, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { listMissingInput, type MissingPage, type MissingUser } from '#lib/shared/identities.ts';

/** `left`: of all who were left out, those who have none still. Throws AppError `forbidden`, `invalid`. */
export async function listMissing(context: Context, input: unknown): Promise<MissingPage> {
  requirePermission(context, 'identities:read');
  requirePermission(context, 'runs:read');
  const { run, without, after, limit } = parseInput(listMissingInput, input);
  const missing = sql`from run_targets t join users u on u.id = ${userOf(sql`t.user_id`)}
    where t.run_id = ${run}::bigint and t.provider = ${without} and t.status = 'no-identity' and not exists (
      select from identities i where i.user_id = u.id and i.provider = ${without})`;
  const [rows, counts] = await Promise.all([
    runPlannedStatement<MissingUser & { place: number }>(
      context.database,
      sql`select t.id as place, u.id, u.email, coalesce(nullif(u.name, ''), nullif(u.email, ''),
          (select i.external_id from identities i where i.user_id = u.id order by i.id limit 1), 'User ' || u.id) as title
        ${missing} and t.id > ${after}::bigint order by t.id limit ${limit + 1}`,
    ),
    runPlannedStatement<{ left: number }>(
      context.database,
      sql`select count(distinct u.id)::int as left ${missing}`,
    ),
  ]);
  const page = rows.slice(0, limit);
  const users = new Map(page.map(({ place: _, ...user }) => [user.id, user]));
  return {
    users: [...users.values()],
    left: counts[0]?.left ?? 0,
    nextAfter: rows.length > limit ? (page.at(-1)?.place ?? null) : null,
  };
}

/** Who a user is now; asked only for those who were merged. */
function userOf(userId: SQL): SQL {
  return sql`case when exists (select from merged_users m where m.id = ${userId}) then user_now(${userId}) else ${userId} end`;
}
