/**
 * SQL of one page of users with identities and tags. `all` follows the order's index; `walk` does too, for a
 * bounded number of rows; `collect` finds all matches and sorts them. The caller decides: the planner
 * estimates substrings and excluding tags badly.
 */
import { type SQL, sql } from 'drizzle-orm';
import { providerIds } from '#lib/providers/ids.ts';
import { type CounterValues, counterValues } from './counters.ts';
import type { ListOrder } from './list-order.ts';

export type PageWay = { way: 'all' } | { way: 'walk'; rows: number } | { way: 'collect' };

/**
 * `users`: the page's ListedUser[] as JSON text, instants in ISO 8601 with microseconds, passed on without
 * parsing. `found`: one more than the page where there is a next one. `last_…`: the place of the last row.
 */
export type FoundPage = {
  users: string;
  found: number;
  last_id: number | null;
  last_value: string | number | null;
  counters: CounterValues;
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
  limit: number;
};

/** In the text, so that a generic plan knows it too; never a caller's text. */
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
  // One row more tells whether there is a next page.
  return sql`
    select coalesce(json_agg(json_build_object('id', users.id, 'name', users.name, 'email', users.email,
        'changedAt', users.changed_at, 'tagCount', users.tag_count, 'identities', coalesce(carried.identities, '[]'))
        order by users.place) filter (where users.place <= ${literal(limit)}), '[]')::text as users,
      count(*)::int as found,
      max(users.id) filter (where users.place = ${literal(limit)}) as last_id,
      (json_agg(users.sort_value) filter (where users.place = ${literal(limit)})) -> 0 as last_value,
      ${counterValues} as counters
    from (select users.*, row_number() over (order by ${order.again}) as place
      from (${columns} from ${source} order by ${sorted} limit ${literal(limit + 1)}) users) users ${carried}`;
}
