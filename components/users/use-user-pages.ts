'use client';

import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { useReachedPages } from '#components/data-table/use-reached-pages.ts';
import type { UsersPage } from '#lib/shared/user-list.ts';
import { usersPageSize as pageSize } from '#lib/shared/user-list.ts';
import type { ListedUser } from '#lib/shared/users.ts';
import { pageQuery, type UserList } from './user-list.ts';

const rowsAhead = 12;

const paged = { pageSize, rowsBefore: 15, firstRows: 30 };

/** A page's cursor is known once the one before was read. */
type Chain = { list: UserList; cursors: (string | null)[]; end: number | null };

/** For coming back to a list. */
export type FollowedPages = { chain: Omit<Chain, 'list'>; from: number; to: number };

function chainOf(list: UserList): Chain {
  return { list, cursors: [null], end: null };
}

/**
 * Old rows stay until the first page of the wanted list is there. Only pages near the window are kept.
 * `wanted` null: nothing yet. `followed`: where one left the first list.
 */
export function useUserPages(wanted: UserList | null, followed: FollowedPages | undefined) {
  const client = useQueryClient();
  const [start] = useState(() => followed && { list: wanted, ...followed });
  const [arrived, setArrived] = useState<UserList | null>(wanted);

  const arriving = useQuery({
    ...pageQuery(wanted ?? { q: '', sort: 'changed' }, null),
    enabled: wanted !== null,
  });
  const next = wanted && (arriving.data || !arrived) ? sameOr(arrived, wanted) : arrived;
  if (next !== arrived) setArrived(next);
  // Deferred: keys come first.
  const list = useDeferredValue(next);
  const reached = useReachedPages(list, paged, start);

  const chain = useMemo(
    () => list && (list === start?.list ? { list, ...start.chain } : chainOf(list)),
    [list, start],
  );
  const read = (cursor: string | null): UsersPage | undefined =>
    list ? client.getQueryData(pageQuery(list, cursor).queryKey) : undefined;
  if (chain) follow(chain, reached.pages, read);

  const places = chain ? reached.pages.filter((page) => page < chain.cursors.length) : [];
  const pages = useQueries({
    queries: chain ? places.map((page) => pageQuery(chain.list, chain.cursors[page] ?? null)) : [],
  });
  const loaded = new Map(places.map((page, index) => [page, pages[index]?.data]));

  const rowAt = (index: number): ListedUser | undefined =>
    loaded.get(Math.floor(index / pageSize))?.users[index % pageSize];
  const error = arriving.error ?? pages.find((page) => page.error !== null)?.error ?? null;
  const first = list ? read(null) : undefined;

  return {
    list,
    first,
    count: chain && (first || !error) ? laidOut(chain) : 0,
    rowAt,
    onRange: reached.onRange,
    followed: (): FollowedPages | undefined =>
      chain ? { chain, from: reached.pages[0] ?? 0, to: reached.pages.at(-1) ?? 0 } : undefined,
    behind: wanted !== null && (list === null || list.q !== wanted.q || list.sort !== wanted.sort),
    error,
    retry: () => {
      if (arriving.error) void arriving.refetch();
      for (const page of pages) if (page.error) void page.refetch();
    },
  };
}

function sameOr(arrived: UserList | null, wanted: UserList): UserList {
  return arrived && arrived.q === wanted.q && arrived.sort === wanted.sort ? arrived : wanted;
}

/** A page read again may have moved its end. */
function follow(
  chain: Chain,
  pages: readonly number[],
  read: (cursor: string | null) => UsersPage | undefined,
): void {
  for (const page of pages) {
    const cursor = chain.cursors[page];
    const data = cursor === undefined ? undefined : read(cursor);
    if (!data) continue;
    if (data.nextCursor === null) {
      chain.cursors.length = page + 1;
      chain.end = page * pageSize + data.users.length;
    } else {
      chain.cursors[page + 1] = data.nextCursor;
      if (chain.end !== null && chain.end <= (page + 1) * pageSize) chain.end = null;
    }
  }
}

function laidOut(chain: Chain): number {
  return chain.end ?? (chain.cursors.length - 1) * pageSize + rowsAhead;
}
