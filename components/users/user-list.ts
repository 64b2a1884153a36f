/** What one list of users is, and how the browser reads its pages and its count. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ReadError, readJson } from '#components/read-json.ts';
import { usersKeys } from '#lib/shared/query-keys.ts';
import type { UserSort, UsersCount, UsersPage } from '#lib/shared/user-list.ts';

/** `q` has been read once: it is a valid filter. */
export type UserList = { q: string; sort: UserSort };

// Rows are never aborted: they are quick, and those that come too late are kept under their own key. A count can take a
// second or two, so one that nobody waits for any more is: the server ends it in the database.

// Far pages are forgotten soon, so that a long scroll costs no memory; the first is kept for the way back.
const firstPageKept = 5 * 60_000;
const pageKept = 10_000;

function retry(failures: number, error: Error): boolean {
  const definite = error instanceof ReadError && error.code !== null && error.code !== 'busy';
  return !definite && failures < 1;
}

export function pageQuery(list: UserList, cursor: string | null) {
  const parameters = new URLSearchParams({ q: list.q, sort: list.sort, ...(cursor !== null && { cursor }) });
  return queryOptions({
    queryKey: usersKeys.page(list, cursor),
    queryFn: () => readJson<UsersPage>(`/api/users?${parameters}`),
    gcTime: cursor === null ? firstPageKept : pageKept,
    retry,
  });
}

/** Keeps the number of the list before until the new one is there. */
export function countQuery(q: string, enabled: boolean) {
  return queryOptions({
    queryKey: usersKeys.count(q),
    queryFn: ({ signal }) => readJson<UsersCount>(`/api/users/count?${new URLSearchParams({ q })}`, signal),
    enabled,
    retry,
    placeholderData: keepPreviousData,
  });
}
