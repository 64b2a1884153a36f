/** One page of the list of users: filtered, sorted, each with identities and tags. */
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { parseInput } from '#lib/errors.ts';
import { findPage } from './find-page.ts';
import { readCursor, writeCursor } from './list-cursor.ts';
import { listUsersInput } from './list-input.ts';
import { listOrders } from './list-order.ts';
import type { UsersPage } from './list-schemas.ts';
import type { PageQuestion, PageRow } from './list-statement.ts';
import { readFilter } from './read-filter.ts';
import type { ListedUser } from './schemas.ts';

/**
 * Pages go on by `cursor` and stay cheap however deep: nothing is skipped by counting.
 * Throws AppError `invalid` for a filter that cannot be read (field `q`) and for a cursor that is not ours (`cursor`).
 */
export async function listUsers(context: Context, input: unknown): Promise<UsersPage> {
  requirePermission(context, 'users:read');
  const { q, sort, cursor, limit } = parseInput(listUsersInput, input);
  const order = listOrders[sort];
  const place = cursor === undefined ? null : readCursor(sort, cursor);
  const filter = await readFilter(context.database, q);
  const question: PageQuestion = {
    order,
    condition: filter.condition,
    after: place && order.after(place),
    limit: limit + 1,
  };

  const rows = await findPage(context.database, question, filter);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const first = place === null;
  return {
    users: shown.map(toListedUser),
    nextCursor: last ? writeCursor(sort, { value: last.sort_value, id: last.id }) : null,
    count: first ? (last ? filter.exactly : shown.length) : null,
    total: first ? filter.counters.users : null,
    notices: filter.notices,
  };
}

function toListedUser(row: PageRow): ListedUser {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    changedAt: row.changed_at,
    tagCount: row.tag_count,
    identities: row.identities ?? [],
  };
}
