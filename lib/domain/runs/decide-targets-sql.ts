/**
 * The status of each planned operation, in SQL. Repeats `isNoOp` (a test compares them) for 100,000 rows at
 * once, with `shownOnly` for an undo. Refusals are foretold only where the mirror is proof.
 */
import { type SQL, sql } from 'drizzle-orm';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import { catalog } from '#lib/providers/catalog.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { type Cure, isVerb } from '#lib/shared/cures.ts';

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
      calls: callsPerChange[id],
      reads: readsAfterRemoval[id],
      noun: catalog[id].nouns.externalId,
      label: catalog[id].label,
      tag: catalog[id].nouns.tag,
    })),
  );
}

/** The keys of the providers' own catalogues; what could not be read is not in it. */
export type Catalogues = ReadonlyMap<ProviderId, ReadonlySet<string>>;

const readable = providerIds.filter((id) => catalog[id].canRead);

/** As `isNoOp`: `o` is the operation, `o.held` and `o.proof` the mirror's. Then, what would be refused and why. */
const operationState = sql`
  case
    when o.verb = 'remove' then case when o.proof is not null then 'due'
      when o.read_at is not null then 'no-op' when o.fault is not null then 'odd' else 'due' end
    when o.held is not distinct from o.value
      and (o.proof = 'confirmed' or (o.proof = 'accepted' and not o.is_undo)) then 'no-op'
    when o.verb = 'add' and o.held is distinct from o.value and o.proof = 'confirmed' then 'taken'
    when o.verb = 'add' and o.value is not null and o.proof = 'imported' then 'held'
    when o.fault is not null and o.proof is null then 'odd'
    when o.verb = 'update' and o.proof is null
      then case when o.provider = any(${sql.param(readable)}::text[]) and o.read_at is not null then 'absent' else 'unseen' end
    when o.no_label then 'no-label'
    else 'due'
  end`;

/** `s.fault` is “state:key”. */
const faultState = sql`split_part(s.fault, ':', 1)`;
const faultKey = sql`substr(s.fault, strpos(s.fault, ':') + 1)`;
const faultText = sql`
  case ${faultState}
    when 'taken' then '“' || ${faultKey} || '” already has another value: update it instead'
    when 'held' then 'A value of “' || ${faultKey} || '” came from a file: update it instead'
    when 'absent' then 'No “' || ${faultKey} || '” to update: add it instead'
    when 'unseen' then 'No “' || ${faultKey} || '” known here, not checked at ' || f.label
    when 'no-label' then f.label || ' has no ' || f.tag || ' “' || ${faultKey} || '”'
    when 'odd' then w.faults ->> ${faultKey}
  end`;

const curedOperations = sql`
  (select jsonb_agg(p.operation || jsonb_build_object('verb', coalesce(s.verbs -> (p.operation ->> 'key'), p.operation -> 'verb'))
    order by p.position) from jsonb_array_elements(w.operations) with ordinality as p(operation, position))`;

/** The provider's rule for ids, as far as stored ids can break it; as in the providers' rules.ts. */
const idFault = sql`
  case when w.provider = 'capillary' and (translate(i.external_id, '0123456789', '') <> ''
      or i.external_id like any (array['0%', '']) or length(i.external_id) > 19
      or length(i.external_id) = 19 and i.external_id collate "C" > '9223372036854775807') then 'not-int64'
  when btrim(i.external_id) = '' then 'blank'
  when i.same_as_id is not null then 'same' end`;
const idFaultText = sql`
  case w.id_fault when 'not-int64' then f.noun || ' is not a positive int64' when 'blank' then f.noun || ' is blank'
    when 'same' then f.label || ' says this is the same user as another one here' end`;

/** The verb that a member chose instead; a scalar, as a join would have to hash every state. */
function cureChosen(cures: readonly Cure[]): SQL {
  const verbs = cures.filter(({ choice }) => isVerb(choice));
  if (verbs.length === 0) return sql`null::text`;
  return sql`(select c.choice from jsonb_to_recordset(${JSON.stringify(verbs)}::jsonb)
    as c(provider text, cause text, key text, choice text)
    where c.provider = o.provider and c.cause = o.state and c.key = o.key limit 1)`;
}

/** A relation `f`. */
export const factsOfProviders = () => sql`jsonb_to_recordset(${providerFacts()}::jsonb)
  as f(provider text, calls int, reads int, noun text, label text, tag text)`;

export type ProviderKey = { provider: ProviderId; key: string };

/** `knownMissing`: labels of catalogues that could be read before, and not now. */
type Known = {
  cures?: readonly Cure[];
  catalogues?: Catalogues;
  knownMissing?: readonly ProviderKey[];
};

/**
 * From `planned_operations`, in the order of users. By temporary tables with statistics: in one statement the planner
 * errs a hundredfold and takes ten times as long.
 */
export async function decideTargets(
  transaction: Transaction,
  runId: number,
  { cures = [], catalogues = new Map(), knownMissing = [] }: Known = {},
): Promise<void> {
  await transaction.execute(sql`
    create temporary table run_who on commit drop as
    select w.*, i.id as identity_id, i.external_id, i.read_at, ${idFault} as id_fault
    from planned_operations w left join identities i on i.user_id = w.user_id and i.provider = w.provider`);
  await transaction.execute(sql`analyze run_who`);
  await transaction.execute(sql`
    create temporary table run_operations on commit drop as
    select h.id, h.provider, h.identity_id, h.read_at, h.undo_of is not null as is_undo, o.verb, o.key, o.value,
      h.faults ->> o.key as fault
    from run_who h cross join lateral jsonb_to_recordset(h.operations) as o(verb text, key text, value text)
    where h.identity_id is not null`);
  await transaction.execute(sql`analyze run_operations`);
  // Look up the few named tags instead of scanning the mirror.
  await transaction.execute(sql`
    create temporary table run_tags on commit drop as
    select t.id, t.key, t.value from tags t where t.key in (select key from run_operations)`);
  await transaction.execute(sql`analyze run_tags`);
  const missing = [...knownMissing, ...(await findMissing(transaction, catalogues))];
  const noLabel =
    missing.length === 0
      ? sql`false`
      : sql`(r.provider, r.key) in (select provider, key
          from jsonb_to_recordset(${JSON.stringify(missing)}::jsonb) as m(provider text, key text))`;
  // Adding or setting an absent key is always due, unless its label is missing: only the others need a state.
  await transaction.execute(sql`
    create temporary table run_states on commit drop as
    select o.id, count(*) filter (where o.state = 'no-op')::int as needless,
      min(o.state || ':' || o.key) filter (where o.state not in ('no-op', 'due') and o.choice is null) as fault,
      min(o.state || ':' || o.key) filter (where o.choice is not null) as cured,
      jsonb_object_agg(o.key, o.choice) filter (where o.choice is not null) as verbs,
      jsonb_agg(o.tag) filter (where o.tag is not null) as before
    from (
      select o.id, o.key, o.state, o.tag, ${cureChosen(cures)} as choice
      from (
        select o.*, ${operationState} as state
        from (
          select r.*, t.value as held, it.proof, r.verb <> 'remove' and ${noLabel} as no_label,
            case when t.id is not null then jsonb_build_object('key', t.key, 'value', t.value, 'proof', it.proof,
              'proofAt', to_char(it.proof_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
              'providerTagId', it.provider_tag_id) end as tag
          from run_operations r
          left join (identity_tags it join run_tags t on t.id = it.tag_id)
            on it.identity_id = r.identity_id and t.key = r.key
          where t.id is not null or r.verb not in ('add', 'set') or ${noLabel}
        ) o
      ) o
      -- Sorted here, not in the aggregate, which would sort each group by itself.
      order by o.id, o.key
    ) o
    group by o.id`);
  await transaction.execute(sql`analyze run_states`);
  await transaction.execute(sql`
    insert into run_targets (run_id, user_id, identity_id, provider, external_id, status, reason, operations, before,
      calls, undo_of, cause, cause_key, asked, faults)
    select ${runId}::bigint, j.user_id, j.identity_id, j.provider, j.external_id, j.status,
      case when j.status in ('refused', 'skipped', 'no-value') then coalesce(j.reason, j.id_fault, j.fault) end, j.operations,
      coalesce(j.before, '[]'::jsonb), case when j.status = 'change' then coalesce(j.calls, j.due) else 0 end, j.undo_of,
      split_part(j.cause, ':', 1), substr(j.cause, strpos(j.cause, ':') + 1), j.asked, j.faults
    from (
      select w.id, w.user_id, w.provider, w.identity_id, w.external_id, w.reason, w.undo_of, ${idFaultText} as id_fault, s.before,
        case when s.fault is not null then ${faultText} end as fault,
        jsonb_array_length(w.operations) - coalesce(s.needless, 0) as due,
        f.calls + case when f.reads > 0 and w.operations @> '[{"verb": "remove"}]' then f.reads else 0 end as calls,
        case when s.verbs is null then w.operations else ${curedOperations} end as operations,
        coalesce(w.asked, case when s.verbs is not null then w.operations end) as asked, w.faults,
        case when w.status is not null or w.id_fault is not null then null
          when s.fault is null then s.cured when ${faultState} <> 'odd' then s.fault end as cause,
        case when w.identity_id is null then 'no-identity'
          when w.status is not null then w.status
          when w.id_fault is null and ${faultState} in ('absent', 'unseen') then 'no-value'
          when w.id_fault is not null or s.fault is not null then 'refused'
          when jsonb_array_length(w.operations) = s.needless then 'no-op'
          else 'change' end as status
      from run_who w join ${factsOfProviders()} on f.provider = w.provider left join run_states s on s.id = w.id
    ) j
    order by j.user_id, j.provider, j.id`);
}

/** Labels that a known catalogue lacks in any case: whether “vip” is its “VIP” is the provider's to say. */
async function findMissing(transaction: Transaction, catalogues: Catalogues): Promise<ProviderKey[]> {
  const providers = [...catalogues.keys()];
  if (providers.length === 0) return [];
  const asked = await runPlannedStatement<ProviderKey>(
    transaction,
    sql`select distinct provider, key from run_operations
      where verb <> 'remove' and provider = any(${sql.param(providers)}::text[])`,
  );
  const folded = new Map(
    [...catalogues].map(([provider, keys]) => [provider, new Set([...keys].map((key) => key.toLowerCase()))]),
  );
  return asked.filter(({ provider, key }) => !folded.get(provider)?.has(key.toLowerCase()));
}
