/** Open cases, by kind; the put-off ones last. */
import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { maxWaiting, toWaiting, type Waiting } from '#lib/shared/history.ts';
import { type CaseKind, type CaseList, caseKinds, type ShownCase } from '#lib/shared/identities.ts';

/** Of each kind. */
const maxShown = 50;

/** Throws AppError `forbidden`. */
export async function listCases(context: Context): Promise<CaseList> {
  requirePermission(context, 'identities:read');
  const [counts, cases] = await Promise.all([
    runPlannedStatement<{ kind: CaseKind; count: number }>(
      context.database,
      sql`select kind, count(*)::int as count from identity_cases where state = 'open' group by kind`,
    ),
    runPlannedStatement<ShownCase>(
      context.database,
      sql`
        select k.id, k.kind, k.about, k.identity_ids as "identityIds", k.later_at is not null as "isLater",
          to_json(k.opened_at at time zone 'utc') #>> '{}' || 'Z' as "openedAt",
          coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'email', u.email, 'title', coalesce(nullif(u.name, ''),
            nullif(u.email, ''), (select i.external_id from identities i where i.user_id = u.id order by i.id limit 1),
            'User ' || u.id)) order by u.id) from users u where u.id = any(k.user_ids)), '[]') as users
        from (select k.*, row_number() over (partition by kind order by later_at nulls first, id) as place
          from identity_cases k where state = 'open') k
        where place <= ${maxShown} order by later_at nulls first, id`,
    ),
  ]);
  return {
    counts: Object.fromEntries(counts.map(({ kind, count }) => [kind, count])),
    cases: caseKinds.flatMap((kind) => cases.filter((found) => found.kind === kind)),
  };
}

/** A number, for `toWaiting`. */
export const casesFound = sql`(select count(*)::int from (select 1 from identity_cases
  where state = 'open' and kind <> 'shared-email' limit ${maxWaiting + 1}) counted)`;

/** Those that somebody can decide: an e-mail that many share is none. Throws AppError `forbidden`. */
export async function countCases(context: Context): Promise<Waiting> {
  requirePermission(context, 'identities:read');
  const [row] = await runPlannedStatement<{ found: number }>(
    context.database,
    sql`select ${casesFound} as found`,
  );
  return toWaiting(row?.found ?? 0);
}
