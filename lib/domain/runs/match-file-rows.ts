/** Finds the users of a file's rows and merges rows of the same user, in SQL. */
import { sql } from 'drizzle-orm';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import type { RunBadRow } from '#lib/shared/runs.ts';
import type { BadRows } from './finish-plan.ts';

/** Up to this many rows are looked up by index; more are joined. */
const maxLookedUp = 5_000;

const idNames = JSON.stringify(
  Object.fromEntries(providerIds.map((id) => [id, capabilitiesOf(id).nouns.externalId])),
);

export async function openFileRows(transaction: Transaction): Promise<void> {
  await transaction.execute(sql`
    create temporary table run_file_rows (
      line int not null, who jsonb not null, asked jsonb not null, user_id bigint, reason text
    ) on commit drop`);
}

/** As `exact` of `CheckedOperation`. */
const holdsExactly = sql`exists (select from identities i join identity_tags it on it.identity_id = i.id
  join tags t on t.id = it.tag_id
  where i.user_id = r.user_id and i.provider = a.provider and t.key = p.operation ->> 'exact')`;

/** Fills `planned_operations`. Gives rows that match nobody or two users, or change a tag twice. */
export async function mergeFileRows(transaction: Transaction, maxBad: number): Promise<BadRows> {
  await transaction.execute(sql`analyze run_file_rows`);
  await findUsers(transaction);
  await transaction.execute(sql`
    create temporary table run_file_asked on commit drop as
    select m.*, row_number() over (partition by m.user_id, m.provider, m.key order by m.line, m.position) as place
    from (
      select r.user_id, a.provider, r.line, p.position, k.key, case when not k.is_held then p.operation ->> 'fault' end as fault,
        jsonb_set(p.operation - 'exact' - 'fault', '{key}', to_jsonb(k.key)) as operation
      from run_file_rows r
      cross join lateral jsonb_to_recordset(r.asked) as a(provider text, operations jsonb)
      cross join lateral jsonb_array_elements(a.operations) with ordinality as p(operation, position)
      cross join lateral (select case when p.operation ->> 'exact' is null then false
        else ${holdsExactly} end as is_held offset 0) h
      cross join lateral (select h.is_held,
        case when h.is_held then p.operation ->> 'exact' else p.operation ->> 'key' end as key) k
      where r.user_id is not null
    ) m`);
  await transaction.execute(sql`analyze run_file_asked`);
  // A repeated operation counts once; two different ones on one tag are a fault.
  await transaction.execute(sql`
    update run_file_rows r set reason = 'Another line asks for something else about “' || again.key || '” of the same user.'
    from (
      select distinct on (b.line) b.line, b.key from run_file_asked b
      join run_file_asked f on f.user_id = b.user_id and f.provider = b.provider and f.key = b.key and f.place = 1
      where b.place > 1 and f.operation <> b.operation order by b.line
    ) again where again.line = r.line`);
  await transaction.execute(sql`
    insert into planned_operations (user_id, provider, operations, faults)
    select user_id, provider, jsonb_agg(operation order by line, position),
      jsonb_object_agg(key, fault) filter (where fault is not null) from run_file_asked
    where place = 1 group by user_id, provider`);
  const rows = await runPlannedStatement<RunBadRow>(
    transaction,
    sql`select line, '' as column, reason, who -> 0 ->> 'text' as who from run_file_rows
      where reason is not null order by line limit ${maxBad}`,
  );
  const [{ count = 0 } = {}] = await runPlannedStatement<{ count: number }>(
    transaction,
    sql`select count(*)::int as count from run_file_rows where reason is not null`,
  );
  return { rows, count };
}

/** Rows that name only the e-mail of somebody who went into another user. */
async function findMerged(transaction: Transaction): Promise<void> {
  const [{ some = false } = {}] = await runPlannedStatement<{ some: boolean }>(
    transaction,
    sql`select exists (select from merged_users) as some`,
  );
  if (!some) return;
  await transaction.execute(sql`
    insert into run_file_found (line, kind, user_id)
    select distinct w.line, w.kind, user_now(m.id) from run_file_who w
    join merged_users m on fold_text(m.email) = w.folded
    where w.kind = 'email' and not exists (select 1 from run_file_found f where f.line = w.line)`);
}

/** By any id; by folded e-mail where the row has no known id. */
async function findUsers(transaction: Transaction): Promise<void> {
  await transaction.execute(sql`
    create temporary table run_file_who on commit drop as
    select r.line, w."as" as kind, w.text, fold_text(w.text) as folded
    from run_file_rows r cross join lateral jsonb_to_recordset(r.who) as w("as" text, text text)`);
  await transaction.execute(sql`analyze run_file_who`);
  // With old statistics the planner would compare every row with every user.
  await transaction.execute(sql`
    select set_config('enable_nestloop', case when (select count(*) from run_file_who) > ${maxLookedUp} then 'off' else 'on' end, true)`);
  await transaction.execute(sql`
    create temporary table run_file_found on commit drop as
    select w.line, w.kind, i.user_id from run_file_who w
    join identities i on i.provider = w.kind and i.external_id = w.text where w.kind <> 'email'
    union
    select w.line, w.kind, i.user_id from run_file_who w
    join identity_refs r on r.provider = w.kind and r.ref = w.text join identities i on i.id = r.identity_id`);
  await transaction.execute(sql`analyze run_file_found`);
  await transaction.execute(sql`
    insert into run_file_found (line, kind, user_id)
    select w.line, w.kind, u.id from run_file_who w join users u on fold_text(u.email) = w.folded
    where w.kind = 'email' and not exists (select 1 from run_file_found f where f.line = w.line)`);
  await findMerged(transaction);
  await transaction.execute(sql`analyze run_file_found`);
  // In the words of an import, whose screens read such lines too.
  await transaction.execute(sql`
    update run_file_rows r set
      user_id = case when f.people = 1 then f.user_id end,
      reason = case when f.people is null then 'Nobody here has this id or e-mail.'
        when f.people > 1 and f.kind = 'email' then 'More than one user has this e-mail. Add an id, so that the right one is found.'
        when f.people > 1 then 'The line names two users: ' || n.names || '.' end
    from run_file_rows s
    left join (
      select line, min(user_id) as user_id, min(kind) as kind, count(distinct user_id) as people
      from run_file_found group by line
    ) f on f.line = s.line
    left join (
      select t.line, string_agg(coalesce(nullif(u.name, ''), nullif(u.email, ''), t.text) || ' by '
        || (${idNames}::jsonb ->> t.kind), ', ' order by array_position(${sql.param([...providerIds])}::text[], t.kind)) as names
      from (
        select distinct on (f.line, f.user_id) f.line, f.user_id, f.kind, w.text
        from run_file_found f join run_file_who w on w.line = f.line and w.kind = f.kind
        where f.kind <> 'email' and f.line in (
          select line from run_file_found group by line having count(distinct user_id) > 1
        ) order by f.line, f.user_id
      ) t join users u on u.id = t.user_id group by t.line
    ) n on n.line = s.line
    where s.line = r.line`);
  await transaction.execute(sql`set local enable_nestloop = on`);
}
