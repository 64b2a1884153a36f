import { type Context, requirePermission } from '#lib/platform/context.ts';
import { parseInput } from '#lib/shared/errors.ts';
import type { UsersPage } from '#lib/shared/user-list.ts';
import { listUsersInput } from '#lib/shared/user-list-input.ts';
import type { ListedUser } from '#lib/shared/users.ts';
import { toCounters } from './counters.ts';
import { findPage } from './find-page.ts';
import { readCursor, writeCursor } from './list-cursor.ts';
import { listOrders } from './list-order.ts';
import type { PageQuestion } from './list-statement.ts';
import { readFilter } from './read-filter.ts';

/** Keyset pages by `cursor`: cheap however deep. Throws AppError `invalid` (field `q` or `cursor`). */
export async function listUsers(context: Context, input: unknown): Promise<UsersPage> {
  const { users, ...rest } = await readPage(context, input);
  return { users: parseUsers(users), ...rest };
}

/** As JSON text, passed on as the database wrote it. */
export async function listUsersText(context: Context, input: unknown): Promise<string> {
  const { users, ...rest } = await readPage(context, input);
  return `{"users":${users},${JSON.stringify(rest).slice(1)}`;
}

async function readPage(
  context: Context,
  input: unknown,
): Promise<Omit<UsersPage, 'users'> & { users: string }> {
  requirePermission(context, 'users:read');
  const { q, sort, cursor, limit } = parseInput(listUsersInput, input);
  const order = listOrders[sort];
  const place = cursor === undefined ? null : readCursor(sort, cursor);
  const filter = await readFilter(context.database, q);
  const question: PageQuestion = {
    order,
    condition: filter.condition,
    after: place && order.after(place),
    limit,
  };

  const first = place === null;
  const [{ users, found, last_id: id, last_value: value, ...page }, notices] = await Promise.all([
    findPage(context.database, question, filter),
    first ? filter.notices() : [],
  ]);
  const counters = toCounters(page.counters);
  const last = found > limit && id !== null && value !== null ? { value, id } : null;
  return {
    users,
    nextCursor: last && writeCursor(sort, last),
    count: first ? (last ? filter.exactly(counters) : found) : null,
    total: first ? counters.users : null,
    notices,
  };
}

/** `pageStatement` builds this shape. */
function parseUsers(text: string): ListedUser[] {
  return JSON.parse(text) as ListedUser[];
}
