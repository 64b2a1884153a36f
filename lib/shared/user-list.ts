/**
 * What the list of users can show and what comes back. Browser-safe: types and constants only, so that the list's
 * script carries no schema library; what it is asked with is checked by `user-list-input.ts`.
 */
import type { FilterNotice } from '#lib/shared/filter/problem.ts';
import type { ListedUser } from './users.ts';

/** Rows of one page: two screens full. */
export const usersPageSize = 50;

export const userSorts = [
  'changed',
  'changed-asc',
  'name',
  'name-desc',
  'email',
  'email-desc',
  'tags',
  'tags-asc',
] as const;
export type UserSort = (typeof userSorts)[number];

/** Last changed first: what support staff look for is usually what has just moved. */
export const defaultUserSort: UserSort = 'changed';

export const userSortLabels: Record<UserSort, string> = {
  changed: 'Changed, newest',
  'changed-asc': 'Changed, oldest',
  name: 'Name, A to Z',
  'name-desc': 'Name, Z to A',
  email: 'E-mail, A to Z',
  'email-desc': 'E-mail, Z to A',
  tags: 'Tags, most',
  'tags-asc': 'Tags, fewest',
};

export function isUserSort(value: unknown): value is UserSort {
  return userSorts.some((sort) => sort === value);
}

/** A member's e-mail or a run's number, as a filter takes it, and who or what that is. */
export type NameSuggestion = { value: string; name: string };

/** Exact numbers. `total` counts everybody. */
export type UsersCount = { count: number; total: number };

/**
 * `count` comes with the first page where it costs nothing (kept counters, or the page is the whole list);
 * null: ask for it by `countUsers`. Later pages carry neither count nor total.
 */
export type UsersPage = {
  users: ListedUser[];
  nextCursor: string | null;
  count: number | null;
  total: number | null;
  /** With the first page alone. */
  notices: FilterNotice[];
};

/** What a person is called on the screen: name, else e-mail, else the first identity. */
export function titleOf(user: {
  name: string;
  email: string;
  identities: readonly { externalId: string }[];
}): string {
  return user.name || user.email || user.identities[0]?.externalId || 'Nameless user';
}
