'use client';

import { useQuery } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import { runsKeys } from '#lib/runs/keys.ts';
import type { RunDetail } from '#lib/runs/schemas.ts';
import { lookAgainMs } from './look-again.ts';

/** One run, read again as often as it moves, also while the tab is behind others: its title shows the progress. */
export function useRun(runId: number) {
  return useQuery({
    queryKey: runsKeys.detail(runId),
    queryFn: ({ signal }) => readJson<RunDetail>(`/api/runs/${runId}`, signal),
    refetchInterval: ({ state }) => (state.data ? lookAgainMs(state.data) : 2_000),
    refetchIntervalInBackground: true,
    staleTime: 0,
    retry: false,
  });
}
