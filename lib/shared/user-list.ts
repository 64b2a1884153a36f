/** Browser-safe types and constants, without a schema library. */
import type { FilterNotice } from '#lib/shared/filter/problem.ts';
import type { ListedUser } from './users.ts';

/** Ids of single users pass through a URL: all that match without some, and some to export. */
export const maxLeftOut = 500;
export const tooManyLeftOut = `At most ${maxLeftOut} users can be left out one by one: use a filter.`;
export const maxListedUsers = 1_000;

/** Two screens. */
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

/** Support usually looks for what has just changed. */
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

/** An e-mail or a run's number, and its name. */
export type NameSuggestion = { value: string; name: string };

/** Exact. `total`: everybody. */
export type UsersCount = { count: number; total: number };

/**
 * `count`: on the first page, where it is cheap (kept counts, or the whole list); null: ask `countUsers`.
 * Later pages have neither count nor total.
 */
export type UsersPage = {
  users: ListedUser[];
  nextCursor: string | null;
  count: number | null;
  total: number | null;
  /** First page only. */
  notices: FilterNotice[];
};

/** Name, else e-mail, else the first identity. */
export function titleOf(user: {
  name: string;
  email: string;
  identities: readonly { externalId: string }[];
}): string {
  return user.name || user.email || user.identities[0]?.externalId || 'Nameless user';
}
