/** Keys under which pages keep what they read of users. Browser-safe. One family: invalidate `usersKeys.all`. */
import type { UserSort } from './list-schemas.ts';

export const usersKeys = {
  all: ['users'] as const,
  /** One page of one list; the first page has no cursor. */
  page: (list: { q: string; sort: UserSort }, cursor: string | null) =>
    ['users', 'list', list.q, list.sort, cursor] as const,
  /** The exact number of users that a filter matches. */
  count: (q: string) => ['users', 'count', q] as const,
  /** What the search box offers after `changed-by:` and `run:`. */
  names: (wanted: 'member' | 'run', text: string) => ['user-names', wanted, text] as const,
  /** One user with identities, tags and open changes. */
  user: (userId: number) => ['users', 'user', userId] as const,
};
