import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ReadError, readJson } from '#components/read-json.ts';
import { usersKeys } from '#lib/shared/query-keys.ts';
import type { UserSort, UsersCount, UsersPage } from '#lib/shared/user-list.ts';

/** `q` is valid. */
export type UserList = { q: string; sort: UserSort };

// Rows are never aborted: they are quick, and late ones are cached. A count can take seconds, so an abort
// cancels it in the database.

// Far pages expire soon, so that a long scroll costs no memory; the first stays for going back.
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

/** Without `except`. The last number stays until the new one. */
export function countQuery(q: string, enabled: boolean, except: readonly number[] = []) {
  const asked = new URLSearchParams({ q, ...(except.length > 0 && { except: except.join(',') }) });
  return queryOptions({
    queryKey: usersKeys.count(q, except),
    queryFn: ({ signal }) => readJson<UsersCount>(`/api/users/count?${asked}`, signal),
    enabled,
    retry,
    placeholderData: keepPreviousData,
  });
}
