'use client';

import { useEffect, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { useClock } from '#components/ui/clock.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { dayOf } from '#lib/shared/days.ts';
import { beginsDay, dayLabel } from './days.ts';
import { HistoryLine } from './history-line.tsx';
import type { useHistory } from './use-history.ts';
import { useZone } from './use-zone.ts';

/** Newest first, grouped by day, with further pages on scroll. */
export function HistoryList({ history }: { history: ReturnType<typeof useHistory> }) {
  const zone = useZone();
  const today = useClock((now) => dayOf(now, zone));
  const end = useRef<HTMLDivElement>(null);
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch, isFetching } = history;
  const lines = data?.pages.flatMap((page) => page.lines) ?? [];
  const begins = beginsDay(
    lines.map((line) => line.createdAt),
    zone,
  );

  useEffect(() => {
    const element = end.current;
    if (!element || !hasNextPage || isFetchingNextPage || error) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void fetchNextPage(), {
      rootMargin: '200px',
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, error]);

  return (
    <>
      {lines.length === 0 && !error && (
        <p className="px-3.5 py-3 text-12 text-fg-3">
          Nothing yet. Every change asked for stands here, with who, when and what came of it.
        </p>
      )}
      <ol aria-label="History" className="pt-0.5 pb-1">
        {lines.map((line, index) => (
          <HistoryLine
            key={line.id}
            line={line}
            heading={begins[index] ? dayLabel(dayOf(Date.parse(line.createdAt), zone), today) : null}
            zone={index === 0 ? zone : null}
          />
        ))}
      </ol>
      {error && (
        <ErrorState
          title="The history could not be read"
          retrying={isFetching}
          onRetry={() => void refetch()}
        >
          {error.message}
        </ErrorState>
      )}
      <div ref={end} />
      {hasNextPage && !error && (
        <Button
          look="quiet"
          size="small"
          className="mx-3.5 mb-3"
          busy={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </>
  );
}
