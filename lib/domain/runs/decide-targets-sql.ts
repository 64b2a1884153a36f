/**
 * The status of each planned operation, in SQL. Repeats `isNoOp` (a test compares them) for 100,000 rows at
 * once, with `shownOnly` for an undo. Refusals are foretold only where the mirror is proof.
 */
import { sql } from 'drizzle-orm';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import { catalog } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';

/**
 * Capillary reads after a removal and proves additions for many at once (`closePlan` adds those calls).
 * Cerego takes one call per operation.
 */
const callsPerChange = { vero: 1, cerego: null, capillary: 1, fragment: 1 } as const;
const readsAfterRemoval = { vero: 0, cerego: 0, capillary: 1, fragment: 0 } as const;

function providerFacts(): string {
  return JSON.stringify(
    providerIds.map((id) => ({
      provider: id,
      can_read: catalog[id].canRead,
      calls: callsPerChange[id],
      reads: readsAfterRemoval[id],
      noun: catalog[id].nouns.externalId,
      label: catalog[id].label,
    })),
  );
}

/** As `isNoOp`: `o` is the operation, `o.held` and `o.proof` the mirror's. */
const operationState = sql`
  case
    when o.verb = 'remove' then case when o.proof is not null then 'due'
      when o.read_at is not null then 'no-op' when o.fault is not null then 'odd' else 'due' end
    when o.held is not distinct from o.value
      and (o.proof = 'confirmed' or (o.proof = 'accepted' and not o.is_undo)) then 'no-op'
    when o.verb = 'add' and o.held is distinct from o.value and o.proof = 'confirmed' then 'taken'
    when o.fault is not null and o.proof is null then 'odd'
    when o.verb = 'update' and o.proof is null and o.can_read and o.read_at is not null then 'absent'
    else 'due'
  end`;

/** The provider's rule for ids, as far as stored ids can break it; as in the providers' rules.ts. */
const idFault = sql`
  case when w.provider = 'capillary' and not (case when w.external_id ~ '^[1-9][0-9]{0,18}$'
      then w.external_id::numeric <= 9223372036854775807 else false end)
    then f.noun || ' is not a positive int64'
  when btrim(w.external_id) = '' then f.noun || ' is blank'
  when w.same_as_id is not null then f.label || ' says this is the same user as another one here' end`;

const facts = () => sql`jsonb_to_recordset(${providerFacts()}::jsonb)
  as f(provider text, can_read boolean, calls int, reads int, noun text, label text)`;

/**
 * From `planned_operations`, in the order of users. By temporary tables with statistics: in one statement the planner
 * errs a hundredfold and takes ten times as long.
 */
export async function decideTargets(transaction: Transaction, runId: number): Promise<void> {
  await transaction.execute(sql`
    create temporary table run_who on commit drop as
    select w.*, i.id as identity_id, i.external_id, i.read_at, i.same_as_id
    from planned_operations w left join identities i on i.user_id = w.user_id and i.provider = w.provider`);
  await transaction.execute(sql`analyze run_who`);
  await transaction.execute(sql`
    create temporary table run_operations on commit drop as
    select h.id, h.identity_id, h.read_at, h.undo_of is not null as is_undo, f.can_read, o.verb, o.key, o.value,
      h.faults ->> o.key as fault
    from run_who h join ${facts()} on f.provider = h.provider
    cross join lateral jsonb_to_recordset(h.operations) as o(verb text, key text, value text)
    where h.identity_id is not null`);
  await transaction.execute(sql`analyze run_operations`);
  // Look up the few named tags instead of scanning the mirror.
  await transaction.execute(sql`
    create temporary table run_tags on commit drop as
    select t.id, t.key, t.value from tags t where t.key in (select key from run_operations)`);
  await transaction.execute(sql`analyze run_tags`);
  // Adding or setting an absent key is always due: only the others need a state.
  await transaction.execute(sql`
    create temporary table run_states on commit drop as
    select o.id, count(*) filter (where o.state = 'no-op')::int as needless,
      min(case o.state
        when 'taken' then '“' || o.key || '” already has another value: update it instead'
        when 'absent' then 'No “' || o.key || '” to update: add it instead'
        when 'odd' then o.fault end) as fault,
      jsonb_agg(o.tag order by o.key) filter (where o.tag is not null) as before
    from (
      select o.id, o.key, ${operationState} as state, o.tag, o.fault
      from (
        select r.*, t.value as held, it.proof,
          case when t.id is not null then jsonb_build_object('key', t.key, 'value', t.value, 'proof', it.proof,
            'proofAt', to_char(it.proof_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            'providerTagId', it.provider_tag_id) end as tag
        from run_operations r
        left join (identity_tags it join run_tags t on t.id = it.tag_id)
          on it.identity_id = r.identity_id and t.key = r.key
        where t.id is not null or r.verb not in ('add', 'set')
      ) o
    ) o group by o.id`);
  await transaction.execute(sql`analyze run_states`);
  await transaction.execute(sql`
    insert into run_targets (run_id, user_id, identity_id, provider, external_id, verdict, reason, operations, before,
      calls, undo_of)
    select ${runId}::bigint, j.user_id, j.identity_id, j.provider, j.external_id, j.verdict,
      case when j.verdict in ('refused', 'skipped') then coalesce(j.reason, j.fault) end, j.operations,
      coalesce(j.before, '[]'::jsonb), case when j.verdict = 'change' then coalesce(j.calls, j.due) else 0 end, j.undo_of
    from (
      select w.id, w.user_id, w.provider, w.identity_id, w.external_id, w.operations, w.reason, w.undo_of, s.before, d.due,
        f.calls + case when w.operations @> '[{"verb": "remove"}]' then f.reads else 0 end as calls,
        d.fault,
        case when w.identity_id is null then 'no-identity'
          when w.verdict is not null then w.verdict
          when d.fault is not null then 'refused'
          when d.due = 0 then 'no-op'
          else 'change' end as verdict
      from run_who w join ${facts()} on f.provider = w.provider
      left join run_states s on s.id = w.id
      cross join lateral (select jsonb_array_length(w.operations) - coalesce(s.needless, 0) as due,
        coalesce(${idFault}, s.fault) as fault offset 0) d
    ) j
    order by j.user_id, j.provider, j.id`);
}
