'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import { runsKeys } from '#lib/runs/keys.ts';
import type { RunTargetPage } from '#lib/runs/schemas.ts';
import { type TargetFilter, targetQuery, toSearch } from '../list-filters.ts';
import { usePagedRows } from '../use-paged-rows.ts';

const firstPage: number | null = null;

/** The rows of a plan; it is frozen, so they are read once. */
export function useTargets(runId: number, filter: TargetFilter) {
  const query = targetQuery(filter);
  const pages = useInfiniteQuery({
    queryKey: runsKeys.targets({ runId, ...query }),
    queryFn: ({ pageParam, signal }) =>
      readJson<RunTargetPage>(`/api/runs/${runId}/targets?${toSearch(query, pageParam)}`, signal),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextAfter,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return usePagedRows(pages, (page) => page.targets);
}
