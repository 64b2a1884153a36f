/**
 * SQL of one page of users with identities and tags, in one statement. Three ways to find the page:
 * `all` follows the order's index; `walk` follows it too, but looks at a bounded number of rows and keeps those that
 * match; `collect` finds every match first and sorts them. A filter's best way depends on how many match, which the
 * planner guesses badly (substrings, tags that exclude each other): `list-users.ts` decides instead.
 */
import { type SQL, sql } from 'drizzle-orm';
import { providerIds } from '#lib/providers/ids.ts';
import type { ListOrder } from './list-order.ts';
import type { ListedIdentity } from './schemas.ts';

export type PageWay = { way: 'all' } | { way: 'walk'; rows: number } | { way: 'collect' };

/** One row of `pageStatement`; instants are ISO 8601 with microseconds. */
export type PageRow = {
  id: number;
  name: string;
  email: string;
  changed_at: string;
  tag_count: number;
  sort_value: string | number;
  identities: ListedIdentity[] | null;
};

const shown = sql`users.id, users.name, users.email, users.changed_at, users.tag_count`;

const providerOrder = sql.raw(
  `case i.provider ${providerIds.map((id, index) => `when '${id}' then ${index}`).join(' ')} end`,
);

const carried = sql`
  left join lateral (
    select json_agg(json_build_object('provider', i.provider, 'externalId', i.external_id,
      'tags', coalesce(t.tags, '[]'::json)) order by ${providerOrder}) as identities
    from identities i
    left join lateral (
      select json_agg(json_build_object('key', tags.key, 'value', tags.value, 'proof', it.proof,
        'proofAt', it.proof_at, 'colour', tags.colour) order by tags.key, tags.value) as tags
      from identity_tags it join tags on tags.id = it.tag_id
      where it.identity_id = i.id
    ) t on true
    where i.user_id = users.id
  ) carried on true`;

export type PageQuestion = {
  order: ListOrder;
  condition: SQL | null;
  after: SQL | null;
  /** Rows wanted: one more than the page, to know whether there is a next one. */
  limit: number;
};

/** Numbers that shape the plan stand in the text, so that a generic plan knows them too; they are never a caller's text. */
function literal(count: number): SQL {
  return sql.raw(String(Math.trunc(count)));
}

export function pageStatement({ order, condition, after, limit }: PageQuestion, page: PageWay): SQL {
  const place = after ?? sql`true`;
  const matching = condition ?? sql`true`;
  const columns = sql`select ${shown}, ${order.value} as sort_value`;
  const source =
    page.way === 'walk'
      ? sql`(select * from users where ${place} order by ${order.walk} limit ${literal(page.rows)}) users where (${matching})`
      : sql`users where ${place} and (${matching})`;
  const sorted = page.way === 'collect' ? order.collect : order.walk;
  return sql`
    select users.id, users.name, users.email, to_json(users.changed_at) as changed_at, users.tag_count,
      to_json(users.sort_value) as sort_value, carried.identities
    from (${columns} from ${source} order by ${sorted} limit ${literal(limit)}) users ${carried}
    order by ${order.again}`;
}
