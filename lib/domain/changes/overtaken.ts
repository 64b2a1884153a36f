/**
 * An unknown outcome is overtaken once a later change that began after it went through on the same tag: what
 * became of it is still unknown, and matters no more. SQL over a closed row `c`.
 */
import { type SQL, sql } from 'drizzle-orm';

/** One row per unknown operation: its `position`, from 0, and what has overtaken it. */
function doubts(c: SQL): SQL {
  return sql`(
    select w.n::int - 1 as position, (
      select l.id from changes l
      where l.user_id = ${c}.user_id and l.id > ${c}.id and l.identity_id = ${c}.identity_id
        and l.kind in ('tags', 'refresh') and l.state = 'closed' and coalesce(l.sent_at, l.closed_at) > coalesce(${c}.unknown_at, ${c}.closed_at)
        and exists (
          select 1 from jsonb_array_elements(l.operations) with ordinality as later(o, n)
          where later.o ->> 'key' = ${c}.operations -> (w.n::int - 1) ->> 'key'
            and l.outcomes -> (later.n::int - 1) ->> 'outcome' in ('confirmed', 'accepted'))
      order by l.id limit 1
    ) as by
    from jsonb_array_elements(${c}.outcomes) with ordinality as w(o, n) where w.o ->> 'outcome' = 'unknown')`;
}

/** The change that overtook the last of its doubts; null: one is left. Most have nothing after them: one probe. */
export function overtakenBy(c: SQL): SQL {
  return sql`(case when exists (select 1 from changes n where n.user_id = ${c}.user_id and n.id > ${c}.id)
    then (select case when count(d.by) = count(*) then max(d.by) end from ${doubts(c)} d) end)`;
}

/** Positions of the operations that are overtaken, as numbers. */
export function overtakenPositions(c: SQL): SQL {
  return sql`(select coalesce(jsonb_agg(d.position), '[]'::jsonb) from ${doubts(c)} d where d.by is not null)`;
}
