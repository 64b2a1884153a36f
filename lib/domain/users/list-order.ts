/** SQL of the list's orders. Matches the indexes of `users`. */
import { type SQL, sql } from 'drizzle-orm';
import type { UserSort } from '#lib/shared/user-list.ts';
import type { ListPlace } from './list-cursor.ts';

export type ListOrder = {
  /** Text, instant or number. */
  value: SQL;
  /** An order that an index gives. */
  walk: SQL;
  /** The same order, worded so that no index gives it: the planner sorts the matches. */
  collect: SQL;
  /** Around a subquery `users` with `sort_value`. */
  again: SQL;
  after: (place: ListPlace) => SQL;
};

type Column = { value: SQL; unindexed: SQL; cast: SQL; descending: boolean };

// An index walked backwards has its nulls at the other end: written NULLS LAST, a descending index gives
// ascending order with NULLS FIRST. Without these words the planner sorts.
const columns = {
  changed: {
    value: sql`users.changed_at`,
    unindexed: sql`users.changed_at + interval '0'`,
    cast: sql`::timestamptz`,
    descending: true,
  },
  name: {
    value: sql`lower(users.name)`,
    unindexed: sql`lower(users.name) || ''`,
    cast: sql`::text`,
    descending: false,
  },
  email: {
    value: sql`fold_text(users.email)`,
    unindexed: sql`fold_text(users.email) || ''`,
    cast: sql`::text`,
    descending: false,
  },
  tags: {
    value: sql`users.tag_count`,
    unindexed: sql`users.tag_count + 0`,
    cast: sql`::int`,
    descending: true,
  },
} satisfies Record<string, Column>;

function order(column: Column, descending: boolean): ListOrder {
  const direction = descending ? sql`desc` : sql`asc`;
  const nulls = column.descending ? (descending ? sql` nulls last` : sql` nulls first`) : sql``;
  const comparison = descending ? sql`<` : sql`>`;
  return {
    value: column.value,
    walk: sql`${column.value} ${direction}${nulls}, users.id ${direction}${nulls}`,
    again: sql`users.sort_value ${direction}${nulls}, users.id ${direction}${nulls}`,
    collect: sql`${column.unindexed} ${direction}, users.id ${direction}`,
    after: ({ value, id }) =>
      sql`(${column.value}, users.id) ${comparison} (${value}${column.cast}, ${id}::bigint)`,
  };
}

export const listOrders: Record<UserSort, ListOrder> = {
  changed: order(columns.changed, true),
  'changed-asc': order(columns.changed, false),
  name: order(columns.name, false),
  'name-desc': order(columns.name, true),
  email: order(columns.email, false),
  'email-desc': order(columns.email, true),
  tags: order(columns.tags, true),
  'tags-asc': order(columns.tags, false),
};
