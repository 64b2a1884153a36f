'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import type { HistoryLine, HistoryPage } from '#lib/shared/changes.ts';
import { changesKeys } from '#lib/shared/query-keys.ts';

const rereadEveryMs = 1_500;

/**
 * The history of one user, newest first, page by page; re-read by itself while `unsettled` or while a line in it is
 * still on its way: the user may have been read after the end of a change, and the history before it.
 */
export function useHistory(userId: number, unsettled: boolean) {
  return useInfiniteQuery({
    queryKey: changesKeys.ofUser(userId),
    queryFn: ({ pageParam, signal }) => {
      const before = pageParam === null ? '' : `?before=${pageParam}`;
      return readJson<HistoryPage>(`/api/users/${userId}/history${before}`, signal);
    },
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextBefore,
    refetchInterval: ({ state }) =>
      unsettled || state.data?.pages[0]?.lines.some(endsByItself) ? rereadEveryMs : false,
  });
}

const firstPage: number | null = null;

/** A change that waits, or a doubt that reading back may end: one that nobody can settle is being looked at right now. */
function endsByItself({ outcome, looksAgainAt, settle }: HistoryLine): boolean {
  return outcome === 'pending' || looksAgainAt !== null || (outcome === 'unknown' && !settle);
}
