'use client';

import { useQuery } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import { formatCount } from '#components/ui/count.ts';
import type { Waiting, WaitingCounts } from '#lib/shared/history.ts';
import { changesKeys } from '#lib/shared/query-keys.ts';

/** Edits and settlements ask at once; this is for what others and the worker do. */
const rereadEveryMs = 60_000;

/** `changes`: “12”, “999+”; `drift`: “318”. null: nothing waits, or it is not known. */
export function useWaiting(enabled: boolean): { changes: string | null; drift: string | null } {
  const { data } = useQuery({
    queryKey: changesKeys.waiting,
    queryFn: ({ signal }) => readJson<WaitingCounts>('/api/history/waiting', signal),
    enabled,
    refetchInterval: rereadEveryMs,
    retry: false,
  });
  return { changes: textOf(data?.outcomes), drift: textOf(data?.drift) };
}

function textOf({ count, isMore }: Waiting = { count: 0, isMore: false }): string | null {
  return count === 0 ? null : `${formatCount(count)}${isMore ? '+' : ''}`;
}
