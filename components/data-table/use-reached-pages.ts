'use client';

import { useCallback, useLayoutEffect, useRef, useState } from 'react';

export interface PagedRows {
  pageSize: number;
  /** In rows. */
  rowsBefore: number;
  /** Until the window is known. */
  firstRows: number;
}

/**
 * The pages that the window needs, by `onRange`. `list`: another one starts at its first page. `kept`: pages
 * reached before. Within the same pages nothing is drawn again.
 */
export function useReachedPages(
  list: unknown,
  { pageSize, rowsBefore, firstRows }: PagedRows,
  kept?: Reached,
): { pages: readonly number[]; onRange: (first: number, end: number) => void } {
  const lastOf = (end: number) => Math.floor((end + rowsBefore) / pageSize);
  const start = { list, from: 0, to: lastOf(firstRows) };
  const [reached, setReached] = useState(kept ?? start);
  const { from, to } = reached.list === list ? reached : start;

  const latest = useRef({ list, lastOf });
  useLayoutEffect(() => {
    latest.current = { list, lastOf };
  });
  const onRange = useCallback(
    (first: number, end: number) => {
      const next = {
        list: latest.current.list,
        from: Math.floor(first / pageSize),
        to: latest.current.lastOf(end),
      };
      setReached((now) => (isSame(now, next) ? now : next));
    },
    [pageSize],
  );
  return { pages: Array.from({ length: to - from + 1 }, (_, page) => from + page), onRange };
}

type Reached = { list: unknown; from: number; to: number };

function isSame(one: Reached, other: Reached): boolean {
  return one.list === other.list && one.from === other.from && one.to === other.to;
}
