'use client';

import { useQuery } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import { runsKeys } from '#lib/runs/keys.ts';
import type { RunDetail, RunTimeline } from '#lib/runs/schemas.ts';

const leastMs = 4_000;
/** The ledger's lines of the run are counted for it: a large one is looked at less often. */
const perChangeMs = 0.2;

/** Outcomes over time, again and again while the run moves; at its end it is read once more with the results. */
export function useTimeline({ id, status, done }: Pick<RunDetail, 'id' | 'status' | 'done'>) {
  return useQuery({
    queryKey: runsKeys.timeline(id),
    queryFn: ({ signal }) => readJson<RunTimeline>(`/api/runs/${id}/timeline`, signal),
    refetchInterval: status === 'running' ? Math.max(leastMs, done * perChangeMs) : false,
    retry: false,
  }).data;
}
