/** Differences in SQL. `d` is always a row of `drifts`. */
import { type SQL, sql } from 'drizzle-orm';
import { catalog } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import type { DriftPair } from '#lib/shared/drift.ts';

/** Single rows, whole groups, or both. */
export type PickedDrifts = { ids: number[]; groups: DriftPair[] };

/** Of rows `d`. Statements with it are not constant: plan them anew. */
export function isPicked({ ids, groups }: PickedDrifts): SQL {
  const byId = sql`d.id = any(${sql.param(ids)}::bigint[])`;
  const byGroup = groups.map((group) => sql`(${isInGroup(group)})`);
  return sql`(${sql.join([byId, ...byGroup], sql` or `)})`;
}

/** Of rows `d`. */
export function isInGroup({ provider, key, direction, ours, theirs }: DriftPair): SQL {
  return sql`d.provider = ${provider} and d.key = ${key} and d.direction = ${direction}
    and d.ours is not distinct from ${ours}::text and d.theirs is not distinct from ${theirs}::text`;
}

/** The operation that sends ours again, of a row `d`; null where the provider has no such verb. */
export const putBackOperation = sql`(case when ${canPutBack()} then jsonb_build_object('verb', ${putBackVerb()},
  'key', d.key, 'value', case when d.direction = 'found' then null else d.ours end) end)`;

function putBackVerb(): SQL {
  return sql`case d.direction when 'found' then 'remove' when 'gone' then 'add' else 'update' end`;
}

function canPutBack(): SQL {
  const can = providerIds.flatMap((id) => catalog[id].verbs.map((verb) => `${id} ${verb}`));
  return sql`d.provider || ' ' || ${putBackVerb()} = any(${sql.param(can)}::text[])`;
}

/** ISO 8601 in UTC. */
export function iso(instant: SQL): SQL {
  return sql`to_char(${instant} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Columns of Drift, of a row `d`. */
export const driftFields = sql`d.id, d.provider, d.key, d.direction, d.ours, d.theirs, d.ours_proof as "oursProof",
  jsonb_build_object('by', d.given_by, 'at', ${iso(sql`d.given_at`)}, 'run', d.given_run) as given,
  ${iso(sql`d.first_seen`)} as "firstSeen", ${iso(sql`d.last_seen`)} as "lastSeen", d.times_seen as "timesSeen",
  d.is_stopped as "isStopped", d.found_in as "foundIn"`;

/** What is open of an identity, as Drift[]. */
export function openDriftOf(identityId: SQL): SQL {
  return sql`(select coalesce(jsonb_agg(to_jsonb(o) order by o.key), '[]'::jsonb)
    from (select ${driftFields} from drifts d where d.state = 'open' and d.identity_id = ${identityId}) o)`;
}
