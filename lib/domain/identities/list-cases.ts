/** Open cases by kind, those put off last; and what was decided. */
import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { maxWaiting, toWaiting, type Waiting } from '#lib/shared/history.ts';
import {
  type CaseKind,
  type CaseList,
  caseKinds,
  type DecidedCase,
  listDecidedInput,
  type ShownCase,
} from '#lib/shared/identities.ts';

/** Of each kind. */
const maxShown = 50;
const maxDecided = 100;

/** Throws AppError `forbidden`. */
export async function listCases(context: Context): Promise<CaseList> {
  requirePermission(context, 'identities:read');
  const [counts, cases] = await Promise.all([
    runPlannedStatement<{ kind: CaseKind; isLater: boolean; count: number }>(
      context.database,
      sql`select kind, later_at is not null as "isLater", count(*)::int as count
        from identity_cases where state = 'open' group by kind, later_at is not null`,
    ),
    runPlannedStatement<ShownCase>(
      context.database,
      sql`
        select k.id, k.kind, k.about, k.identity_ids as "identityIds", k.later_at is not null as "isLater",
          to_json(k.opened_at at time zone 'utc') #>> '{}' || 'Z' as "openedAt",
          coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'email', u.email, 'title', coalesce(nullif(u.name, ''),
            nullif(u.email, ''), (select i.external_id from identities i where i.user_id = u.id order by i.id limit 1),
            'User ' || u.id)) order by u.id) from users u where u.id = any(k.user_ids)), '[]') as users
        from (select k.*, row_number() over (partition by kind, later_at is not null order by later_at nulls first, id) as place
          from identity_cases k where state = 'open') k
        where place <= ${maxShown} order by later_at nulls first, id`,
    ),
  ]);
  const countOf = (later: boolean) =>
    Object.fromEntries(
      counts.filter(({ isLater }) => isLater === later).map(({ kind, count }) => [kind, count]),
    );
  return {
    counts: countOf(false),
    later: countOf(true),
    cases: caseKinds.flatMap((kind) => cases.filter((found) => found.kind === kind)),
  };
}

/**
 * The newest first: merges that are not undone, or cases of users who are not the same. Throws AppError
 * `forbidden`, `invalid`.
 */
export async function listDecided(context: Context, input: unknown): Promise<DecidedCase[]> {
  requirePermission(context, 'identities:read');
  const { verdict } = parseInput(listDecidedInput, input);
  const decided =
    verdict === 'merged'
      ? sql`select a.id, (select k.kind from identity_cases k where k.user_ids && array[a.user_id, a.other_id] and k.act_id = a.id order by k.id limit 1) as kind,
            array[a.user_id, a.other_id] as user_ids, '' as email, a.actor as by, a.at
          from user_acts a where a.kind = 'merge' and a.undone_at is null order by a.id desc limit ${maxDecided}`
      : sql`select k.id, k.kind, k.user_ids, coalesce(k.about ->> 'email', '') as email, k.decided_by as by, k.decided_at as at
          from identity_cases k where k.state = 'not-same' order by k.decided_at desc, k.id desc limit ${maxDecided}`;
  return runPlannedStatement<DecidedCase>(
    context.database,
    sql`select d.id, d.kind, d.email, coalesce(d.by, '') as by, to_json(d.at at time zone 'utc') #>> '{}' || 'Z' as at,
        coalesce((select jsonb_agg(jsonb_build_object('id', n.id, 'email', coalesce(p.email, ''), 'title',
            coalesce(nullif(p.name, ''), nullif(p.email, ''), 'User ' || n.id)) order by n.place)
          from unnest(d.user_ids) with ordinality n (id, place)
          left join lateral (select name, email from users where id = n.id
            union all select name, email from merged_users where id = n.id limit 1) p on true), '[]') as users
      from (${decided}) d`,
  );
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
