/**
 * Opens identity cases, set by set. A pair is kept for ever under its kind: what was decided is not asked
 * again.
 */
import { type SQL, sql } from 'drizzle-orm';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { CaseAbout, CaseKind } from '#lib/shared/identities.ts';

/** Named of an e-mail that many share. */
const maxNamed = 20;

/**
 * `externalId` for what nobody here has yet (`unknown-id`, `candidates`); the pair is that id, else the
 * users, else the identity.
 */
export type FoundCase = {
  kind: CaseKind;
  userIds: readonly number[];
  identityIds?: readonly number[];
  about?: CaseAbout & { provider?: ProviderId };
};

/** Gives how many were opened; those that are known stay as they are. */
export async function openCases(database: Queryable, found: readonly FoundCase[]): Promise<number> {
  if (found.length === 0) return 0;
  const rows = found.map(({ kind, userIds, identityIds = [], about = {} }) => ({
    kind,
    pair: pairOf(userIds, identityIds, about),
    user_ids: [...userIds].sort((a, b) => a - b),
    identity_ids: identityIds,
    about,
  }));
  return store(
    database,
    sql`select r.kind, r.pair, r.user_ids, r.identity_ids, r.about from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(kind text, pair text, user_ids bigint[], identity_ids bigint[], about jsonb)`,
  );
}

/**
 * Looks at these users (null: at everybody) and opens what the tables show; settles what is no longer so.
 * Call it in the transaction that changed them, or later.
 */
export async function openCasesOf(database: Queryable, userIds: readonly number[] | null): Promise<number> {
  if (userIds?.length === 0) return 0;
  const ids = userIds === null ? null : sql`${sql.param([...userIds])}::bigint[]`;
  await settle(database, ids);
  let opened = 0;
  for (const found of [sameEmails(ids), profileEmails(ids), twoReferences(ids), brokenIds(ids)]) {
    opened += await store(database, found);
  }
  return opened;
}

function pairOf(
  userIds: readonly number[],
  identityIds: readonly number[],
  { provider, externalId }: CaseAbout,
): string {
  if (externalId !== undefined) return `${provider ?? ''}:${externalId}`;
  if (userIds.length > 1) return [...userIds].sort((a, b) => a - b).join('+');
  return identityIds.length > 0 ? `identity:${identityIds[0]}` : `user:${userIds[0]}`;
}

async function store(database: Queryable, found: SQL): Promise<number> {
  const [row] = await runPlannedStatement<{ opened: number }>(
    database,
    sql`
      with found as (${found}), opened as (
        insert into identity_cases as k (kind, pair, user_ids, identity_ids, about)
        select distinct on (kind, pair) kind, pair, user_ids, identity_ids, about from found order by kind, pair
        on conflict (kind, pair) do update set state = 'open', opened_at = now(), user_ids = excluded.user_ids,
          identity_ids = excluded.identity_ids, about = excluded.about, decided_by = null, decided_at = null
          where k.state = 'settled' or (k.kind = 'shared-email' and k.state = 'open'
            and k.user_ids <> excluded.user_ids)
        returning id
      ) select count(*)::int as opened from opened`,
  );
  return row?.opened ?? 0;
}

/** Two are a pair; more are named as sharing it and never offered as one person. */
function sameEmails(ids: SQL | null): SQL {
  const among = ids
    ? sql`and fold_text(email) in (select fold_text(email) from users where id = any(${ids}) and email <> '')`
    : sql``;
  return sql`
    select case when people = 2 then 'same-email' else 'shared-email' end as kind,
      case when people = 2 then array_to_string(user_ids, '+') else 'email:' || folded end as pair,
      user_ids[:${sql.raw(String(maxNamed))}] as user_ids, '{}'::bigint[] as identity_ids,
      jsonb_build_object('email', folded, 'count', people) as about
    from (
      select fold_text(email) as folded, count(*)::int as people, array_agg(id order by id) as user_ids
      from users where email <> '' ${among} group by fold_text(email) having count(*) > 1
    ) shared`;
}

/** What was last sent to or read from a provider carries an e-mail that another user has. */
function profileEmails(ids: SQL | null): SQL {
  const among = ids
    ? sql`and (i.user_id = any(${ids}) or fold_text(i.profile ->> 'email') = any(array(
        select fold_text(email) from users where id = any(${ids}) and email <> '')))`
    : sql``;
  return sql`
    select 'profile-email' as kind, least(i.user_id, o.id) || '+' || greatest(i.user_id, o.id) as pair,
      array[least(i.user_id, o.id), greatest(i.user_id, o.id)] as user_ids, array[i.id] as identity_ids,
      jsonb_build_object('email', i.profile ->> 'email', 'provider', i.provider) as about
    from identities i join users own on own.id = i.user_id
    join users o on fold_text(o.email) = fold_text(i.profile ->> 'email') and o.id <> i.user_id
    where i.profile is not null and i.profile ->> 'email' <> ''
      and fold_text(own.email) <> fold_text(i.profile ->> 'email')
      and (select count(*) from users s where fold_text(s.email) = fold_text(i.profile ->> 'email')) = 1 ${among}`;
}

function twoReferences(ids: SQL | null): SQL {
  const among = ids ? sql`and (i.user_id = any(${ids}) or o.user_id = any(${ids}))` : sql``;
  return sql`
    select 'two-refs' as kind, least(i.user_id, o.user_id) || '+' || greatest(i.user_id, o.user_id) as pair,
      array[least(i.user_id, o.user_id), greatest(i.user_id, o.user_id)] as user_ids, array[o.id, i.id] as identity_ids,
      jsonb_build_object('provider', i.provider) as about
    from identities i join identities o on o.id = i.same_as_id
    where i.same_as_id is not null and i.user_id <> o.user_id ${among}`;
}

/** By the latest answer about an id. 404 and 410 are Cerego's and FRAGMENT's; the others Capillary's. */
function brokenIds(ids: SQL | null): SQL {
  const among = ids ? sql`and user_id = any(${ids})` : sql``;
  return sql`
    select case c.code when '8069' then 'merged-there' when '8109' then 'deleted-there' else 'broken-id' end as kind,
      'identity:' || i.id as pair, array[i.user_id] as user_ids, array[i.id] as identity_ids,
      jsonb_build_object('provider', i.provider, 'code', c.code, 'externalId', i.external_id) as about
    from (select distinct identity_id from changes
      where provider in ('cerego', 'capillary', 'fragment') and outcome = 'refused' and outcomes @> any(array[
        '[{"code": "404"}]', '[{"code": "410"}]', '[{"code": "8015"}]', '[{"code": "8069"}]', '[{"code": "8109"}]']::jsonb[])
      ${among}) refused
    join identities i on i.id = refused.identity_id
    cross join lateral (
      select l.external_id, l.outcomes #>> '{0,code}' as code from changes l
      where l.user_id = i.user_id and l.identity_id = i.id and l.state = 'closed' and l.kind <> 'import'
      order by l.user_id desc, l.id desc limit 1
    ) c
    where c.external_id = i.external_id and c.code in ('404', '410', '8015', '8069', '8109')`;
}

/** Of users or ids that are gone, of e-mails that differ by now. `ids` null: all open cases. */
export async function settle(database: Queryable, ids: SQL | null): Promise<void> {
  const among = ids ? sql`and k.user_ids && ${ids}` : sql``;
  await runPlannedStatement(
    database,
    sql`
      update identity_cases k set state = 'settled', decided_at = now()
      where k.state = 'open' ${among} and (
        exists (select from unnest(k.user_ids) u (id) where k.kind <> 'shared-email'
          and not exists (select from users where users.id = u.id))
        or exists (select from unnest(k.identity_ids) i (id) where not exists (
          select from identities n where n.id = i.id and n.user_id = any(k.user_ids)))
        or (k.kind = 'same-email' and (select count(distinct fold_text(email)) from users
          where id = any(k.user_ids) and email <> '') <> 1)
        or (k.kind in ('same-email', 'shared-email') and (select count(*) from users
          where fold_text(email) = k.about ->> 'email') <> case k.kind when 'same-email' then 2
            else (k.about ->> 'count')::int end))`,
  );
}
