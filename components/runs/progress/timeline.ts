/** Outcomes over time as bars and a sentence. Pure. */

import { useQuery } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import { countOf, formatCount } from '#components/ui/count.ts';
import { runsKeys } from '#lib/shared/query-keys.ts';
import type { RunDetail, RunTimeline } from '#lib/shared/runs.ts';
import { formatDuration } from '../words.ts';

type TimelineProvider = RunTimeline['providers'][number];

/** From the top: `y` down to `height`; errors on top. Empty steps have no bar. */
type Bar = { step: number; height: number; errors: number };

/** Errors are few: drawn at least this high. */
const minErrorHeight = 3;
const minBarHeight = 1.5;

/** Heights in the unit of `most`. */
export function barsOf({ made, errors }: Pick<TimelineProvider, 'made' | 'errors'>, most: number): Bar[] {
  const sums = made.map((count, step) => count + (errors[step] ?? 0));
  const top = Math.max(1, ...sums);
  return sums.flatMap((sum, step) => {
    if (sum === 0) return [];
    const share = (errors[step] ?? 0) / top;
    const red = share === 0 ? 0 : Math.max(minErrorHeight, share * most);
    return { step, height: Math.max(minBarHeight, red, (sum / top) * most), errors: red };
  });
}

/** “First error at 09:50:10; most, 8, in the 15 s from 09:50:30”; null: none. `time` formats ms. */
export function formatErrors(
  { errors, firstErrorAt }: Pick<TimelineProvider, 'errors' | 'firstErrorAt'>,
  { from, stepMs }: Pick<RunTimeline, 'from' | 'stepMs'>,
  time: (at: number) => string,
): string | null {
  if (firstErrorAt === null || from === null) return null;
  const most = Math.max(...errors);
  const worst = Date.parse(from) + errors.indexOf(most) * stepMs;
  const peak =
    errors.filter((count) => count > 0).length > 1
      ? `; most, ${formatCount(most)}, in the ${formatDuration(stepMs)} from ${time(worst)}`
      : '';
  return `First error at ${time(Date.parse(firstErrorAt))}${peak}`;
}

export function formatTimeline(
  provider: TimelineProvider,
  timeline: RunTimeline,
  time: (at: number) => string,
): string {
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  const errors = formatErrors(provider, timeline, time);
  const well = `${countOf(sum(provider.made), 'change')} went well`;
  return errors === null
    ? `${well}, no errors`
    : `${well}, ${formatCount(sum(provider.errors))} did not. ${errors}`;
}

const minDurationMs = 4_000;
/** It counts the run's ledger lines: large runs are refetched less often. */
const perChangeMs = 0.2;

/** Refetched while the run moves, and once at its end. */
export function useTimeline({ id, status, done }: Pick<RunDetail, 'id' | 'status' | 'done'>) {
  return useQuery({
    queryKey: runsKeys.timeline(id),
    queryFn: ({ signal }) => readJson<RunTimeline>(`/api/runs/${id}/timeline`, signal),
    refetchInterval: status === 'running' ? Math.max(minDurationMs, done * perChangeMs) : false,
    retry: false,
  }).data;
}
