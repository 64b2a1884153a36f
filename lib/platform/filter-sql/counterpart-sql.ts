/** Which tags of one place have an equal at another, and who lacks it. Server only. */

import { type SQL, sql } from 'drizzle-orm';
import { users } from '#lib/platform/db/schema/users.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { DiffersNode, MissingNode } from '#lib/shared/filter/grammar.ts';
import { type Counterparts, maxTagIds } from './resolved-tags.ts';

/** All tags of a provider, or those with one key. */
interface Place {
  readonly provider: ProviderId;
  readonly key: string | null;
}

function placesOf(node: DiffersNode | MissingNode): { from: Place; to: Place } {
  if (node.kind === 'differs') return { from: node.left, to: node.right };
  return { from: { provider: node.from, key: null }, to: { provider: node.to, key: null } };
}

function isFrom({ provider, key }: Place): SQL {
  if (key === null) return sql`a.provider = ${provider}`;
  return sql`a.provider = ${provider} AND md5(a.key) = md5(${key}) AND a.key = ${key} AND a.value IS NOT NULL`;
}

/** At most one row. The digests match the catalogue's unique index. */
function isEqual({ provider, key }: Place): SQL {
  const wanted = key === null ? sql`a.key` : sql`${key}::text`;
  return sql`b.provider = ${provider} AND md5(b.key) = md5(${wanted}) AND b.key = ${wanted}
    AND md5(coalesce(b.value, '')) = md5(coalesce(a.value, '')) AND b.value IS NOT DISTINCT FROM a.value`;
}

export function counterpartLookup(node: DiffersNode | MissingNode): SQL {
  const { from, to } = placesOf(node);
  return sql`SELECT coalesce(array_agg(f.id ORDER BY f.id), '{}') AS tags,
      coalesce(array_agg(coalesce(f.equal, 0) ORDER BY f.id), '{}') AS equals
    FROM (SELECT a.id, b.id AS equal FROM tags a LEFT JOIN tags b ON ${isEqual(to)}
      WHERE ${isFrom(from)} LIMIT ${maxTagIds + 1}) f`;
}

/** Without its equal at the second place. Without `counterparts` each row asks the catalogue. */
export function lacksCounterpart(node: DiffersNode | MissingNode, counterparts: Counterparts | null): SQL {
  const { from, to } = placesOf(node);
  if (counterparts === null) {
    return sql`EXISTS (SELECT FROM (SELECT x FROM unnest(${users.tagIds}) x OFFSET 0) own JOIN tags a ON a.id = own.x
      WHERE ${isFrom(from)} AND NOT EXISTS (SELECT FROM tags b WHERE ${isEqual(to)} AND b.id = ANY(${users.tagIds})))`;
  }
  const tags = sql`${sql.param([...counterparts.tags])}::int[]`;
  const equals = sql`${sql.param([...counterparts.equals])}::int[]`;
  // width_bucket is a binary search in one call; the subselects are cheaper than a set-returning function.
  return sql`EXISTS (SELECT FROM (SELECT x, width_bucket(x, ${tags}) AS place
      FROM (SELECT unnest(${users.tagIds}) AS x OFFSET 0) carried OFFSET 0) own
    WHERE (${tags})[place] = x AND NOT (${equals})[place] = ANY(${users.tagIds}))`;
}
