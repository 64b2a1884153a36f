'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import type { HistoryLine, HistoryPage } from '#lib/shared/changes.ts';
import { changesKeys } from '#lib/shared/query-keys.ts';

const rereadEveryMs = 1_500;

/**
 * Newest first. Refetched while `unsettled` or while one of its lines is under way: the user may be newer
 * than the history.
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

/** Queued, or unknown with a further look due. */
function endsByItself({ outcome, looksAgainAt, settle, overtakenBy }: HistoryLine): boolean {
  const isLookedAt = outcome === 'unknown' && !settle && overtakenBy === null;
  return outcome === 'pending' || looksAgainAt !== null || isLookedAt;
}
