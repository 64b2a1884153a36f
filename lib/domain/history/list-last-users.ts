import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import type { LedgerRow } from '#lib/platform/db/schema/changes.ts';
import { formatChange } from '#lib/shared/history-text/format-change.ts';
import type { LastUser } from '#lib/shared/home.ts';

const maxUsers = 6;
/** Looked at for each user: behind a member's large run there may be nobody to show. */
const maxLines = 5_000;

type Row = Pick<LedgerRow, 'userId' | 'provider' | 'kind' | 'operations' | 'before' | 'after' | 'outcome'> & {
  title: string;
  at: string;
};

/** Whom the member changed one by one, latest first. Throws AppError `forbidden`. */
export async function listLastUsers(context: Context): Promise<LastUser[]> {
  requirePermission(context, 'users:read');
  requirePermission(context, 'history:read');
  const { memberId, name } = context.actor;
  const rows = await runStatement<Row>(
    context.database,
    sql`
    with recursive last as (
      select ${Number.MAX_SAFE_INTEGER}::bigint as id, '{}'::bigint[] as seen
      union all
      select found.id, last.seen || found.user_id from last cross join lateral (
        select id, user_id from (
          select id, user_id, member_id, run_id, kind from changes where actor = ${name} and id < last.id
          order by id desc limit ${maxLines}) newest
        where member_id = ${memberId} and run_id is null and kind in ('tags', 'profile', 'create') and user_id <> all(last.seen)
        order by id desc limit 1) found
      where cardinality(last.seen) < ${maxUsers})
    select c.user_id as "userId", coalesce(nullif(u.name, ''), nullif(u.email, ''), c.external_id) as title,
      to_char(c.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
      c.provider, c.kind, c.operations, c.before, c.after, c.outcome
    from last join changes c using (id) join users u on u.id = c.user_id
    order by c.id desc`,
  );
  return rows.map(({ userId, title, at, provider, outcome, ...facts }) => ({
    userId,
    title,
    at,
    provider,
    change: formatChange(facts),
    outcome,
  }));
}
