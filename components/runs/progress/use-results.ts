'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import { runsKeys } from '#lib/runs/keys.ts';
import type { RunResultPage } from '#lib/runs/schemas.ts';
import { type ResultFilter, resultQuery, toSearch } from '../list-filters.ts';
import { usePagedRows } from '../use-paged-rows.ts';

const firstPage: number | null = null;
const lookAgainMs = 2_000;
/** Farther down the list nobody watches single rows change: reading them all again would cost more than it shows. */
const pagesWatched = 2;

/** What became of each change; read again while the run moves. */
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
