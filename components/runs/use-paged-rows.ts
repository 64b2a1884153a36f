'use client';

import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';

const rowsAhead = 12;
/** In rows from the end of what is loaded. */
const readAhead = 40;

/** For lists whose cursors come with each page. */
export function usePagedRows<Page, Row>(
  query: UseInfiniteQueryResult<InfiniteData<Page>>,
  rowsOf: (page: Page) => readonly Row[],
) {
  const { data, hasNextPage, isFetchingNextPage, isFetching, isPending, error, fetchNextPage, refetch } =
    query;
  const latestRowsOf = useRef(rowsOf);
  const rows = useMemo(() => data?.pages.flatMap((page) => latestRowsOf.current(page)) ?? [], [data]);
  const onRange = useCallback(
    (_first: number, end: number) => {
      if (hasNextPage && !isFetchingNextPage && !error && end + readAhead > rows.length) void fetchNextPage();
    },
    [hasNextPage, isFetchingNextPage, error, rows.length, fetchNextPage],
  );
  return {
    rows,
    count: rows.length + (isPending || (hasNextPage && !error) ? rowsAhead : 0),
    rowAt: (index: number): Row | undefined => rows[index],
    onRange,
    error,
    isFetching,
    retry: () => void refetch(),
  };
}
