/** Whose lines a user's history shows: their own, those of users who went into them, and those of their ids. */
import { type SQL, sql } from 'drizzle-orm';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import type { HistoryFilters } from '#lib/shared/history.ts';

/** `former`: held one of `identityIds` before; of their lines only those of these ids. */
export type UserLines = { userIds: number[]; former: number[]; identityIds: number[] };

/** `ofUser`: of `userId`, where one is asked for. */
export type AskedHistory = HistoryFilters & { ofUser?: UserLines };

export async function findUserLines(database: Queryable, userId: number): Promise<UserLines> {
  const [found] = await runStatement<UserLines>(
    database,
    sql`with within as (select users_within(${userId}::bigint) as id)
      select (select jsonb_agg(id) from within) as "userIds",
        coalesce((select jsonb_agg(distinct l.from_user_id) from identities i join user_links l on l.identity_id = i.id
          where i.user_id = ${userId}::bigint and l.from_user_id not in (select id from within)), '[]') as former,
        coalesce((select jsonb_agg(i.id) from identities i where i.user_id = ${userId}::bigint), '[]') as "identityIds"`,
  );
  return found ?? { userIds: [userId], former: [], identityIds: [] };
}

export async function withUserLines(database: Queryable, filters: HistoryFilters): Promise<AskedHistory> {
  if (filters.userId === undefined) return filters;
  return { ...filters, ofUser: await findUserLines(database, filters.userId) };
}

/** `changes`: the table or its alias. Users alone where that is all, so that an index gives them in order. */
export function isOfUser({ userIds, former, identityIds }: UserLines, changes: SQL): SQL {
  const [only] = userIds;
  const own =
    userIds.length === 1
      ? sql`${changes}.user_id = ${only}::bigint`
      : sql`${changes}.user_id = any(${sql.param(userIds)}::bigint[])`;
  if (former.length === 0) return own;
  return sql`(${changes}.user_id = any(${sql.param([...userIds, ...former])}::bigint[])
    and (${own} or ${changes}.identity_id = any(${sql.param(identityIds)}::bigint[])))`;
}
