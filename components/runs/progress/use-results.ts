'use client';

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { readJson } from '#components/read-json.ts';
import { runsKeys } from '#lib/shared/query-keys.ts';
import type { RunDetail, RunResultPage } from '#lib/shared/runs.ts';
import { type ResultFilter, resultQuery, toSearch } from '../list-filters.ts';
import { usePagedRows } from '../use-paged-rows.ts';

const firstPage: number | null = null;
const lookAgainMs = 2_000;
/** Further down nobody watches single rows: refetching them costs more than it shows. */
const pagesWatched = 2;

export function useResults(runId: number, filter: ResultFilter, moves: boolean) {
  const query = resultQuery(filter);
  const pages = useInfiniteQuery({
    queryKey: runsKeys.results({ runId, ...query }),
    queryFn: ({ pageParam, signal }) =>
      readJson<RunResultPage>(`/api/runs/${runId}/results?${toSearch(query, pageParam)}`, signal),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextAfter,
    refetchInterval: ({ state }) =>
      moves && (state.data?.pages.length ?? 0) <= pagesWatched ? lookAgainMs : false,
  });
  return usePagedRows(pages, (page) => page.results);
}

/** Refetches when the run ends and when its counts change later: polling has stopped by then. */
export function useFreshResults({ id, status, counts }: Pick<RunDetail, 'id' | 'status' | 'counts'>): void {
  const client = useQueryClient();
  const shown = status === 'running' ? '' : JSON.stringify([status, counts]);
  const before = useRef(shown);
  useEffect(() => {
    if (shown === before.current) return;
    before.current = shown;
    if (shown !== '') void client.invalidateQueries({ queryKey: runsKeys.outcomes(id) });
  }, [client, id, shown]);
}
