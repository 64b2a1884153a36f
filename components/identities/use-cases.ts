'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import { formatCount } from '#components/ui/count.ts';
import type { Waiting } from '#lib/shared/history.ts';
import type { CaseList } from '#lib/shared/identities.ts';
import { changesKeys, identitiesKeys, usersKeys } from '#lib/shared/query-keys.ts';
import type { Result } from '#lib/shared/result.ts';

/** For what others and the worker do. */
const rereadEveryMs = 60_000;

/** “12”, “999+”; null: nothing waits, or it is not known. */
export function useCasesWaiting(enabled: boolean): string | null {
  const { data } = useQuery({
    queryKey: identitiesKeys.waiting,
    queryFn: ({ signal }) => readJson<Waiting>('/api/identities/waiting', signal),
    enabled,
    refetchInterval: rereadEveryMs,
    retry: false,
  });
  return data === undefined || data.count === 0
    ? null
    : `${formatCount(data.count)}${data.isMore ? '+' : ''}`;
}

export function useCases() {
  return useQuery({
    queryKey: identitiesKeys.cases,
    queryFn: ({ signal }) => readJson<CaseList>('/api/identities', signal),
    refetchInterval: rereadEveryMs,
  });
}

/**
 * An act on users or cases: what it may have changed is read again, whatever the answer. `leaving`: a user who
 * may be gone then, read only where somebody looks.
 */
export function useIdentityAct<T>(leaving?: number) {
  const client = useQueryClient();
  return useMutation({
    networkMode: 'always',
    mutationFn: async (perform: () => Promise<Result<T>>) => {
      const result = await perform().catch(() => null);
      if (!result) throw new Error('Tagdesk did not answer. Look at the users before you try again.');
      if (!result.ok) throw new Error(result.error.message);
      return result.value;
    },
    onSettled: async () => {
      const isLeaving = (key: readonly unknown[]) =>
        leaving !== undefined && key.join() === usersKeys.user(leaving).join();
      if (leaving !== undefined)
        await client.invalidateQueries({ queryKey: usersKeys.user(leaving), refetchType: 'none' });
      await Promise.all([
        client.invalidateQueries({
          queryKey: usersKeys.all,
          predicate: ({ queryKey }) => !isLeaving(queryKey),
        }),
        ...[identitiesKeys.all, changesKeys.all].map((queryKey) => client.invalidateQueries({ queryKey })),
      ]);
    },
  });
}
