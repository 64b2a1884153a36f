'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useZone } from '#components/history/use-zone.ts';
import { readJson } from '#components/read-json.ts';
import type { TagActivity } from '#lib/shared/catalogue.ts';
import { dayOf } from '#lib/shared/days.ts';
import { catalogueKeys } from '#lib/shared/query-keys.ts';
import { countedFrom } from './tag-bars.ts';

const newest: number | null = null;

/**
 * Counts backwards in parts until the day `from`. `countedSince`: complete from this day on; null: the whole
 * ledger.
 */
export function useTagActivity(tagId: number, from: string | null) {
  const { data, error, isFetching, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useInfiniteQuery({
      queryKey: catalogueKeys.activityOf(tagId),
      queryFn: ({ pageParam, signal }) =>
        readJson<TagActivity>(
          `/api/tags/${tagId}${pageParam === null ? '' : `?before=${pageParam}`}`,
          signal,
        ),
      initialPageParam: newest,
      getNextPageParam: (part) => part.next,
      retry: false,
    });
  const zone = useZone();
  const parts = data?.pages ?? [];
  const countedSince = countedFrom(parts.at(-1)?.countedTo ?? null, zone);
  const since = parts[0]?.since ?? null;
  const goesOn = hasNextPage && (from === null || (countedSince !== null && countedSince > from));
  useEffect(() => {
    if (goesOn && !isFetchingNextPage && !error) void fetchNextPage();
  }, [goesOn, isFetchingNextPage, error, fetchNextPage]);
  return {
    tag: parts[0]?.tag,
    /** null: the ledger is empty. */
    since: since && dayOf(Date.parse(since), zone),
    days: parts.flatMap((part) => part.days),
    last: parts.find((part) => part.last !== null)?.last ?? null,
    countedSince,
    isCounting: isFetching || (goesOn && !error),
    error,
    retry: () => void (data ? fetchNextPage() : refetch()),
  };
}
