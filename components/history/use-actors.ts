'use client';

import { useQuery } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import { changesKeys } from '#lib/changes/keys.ts';

/** Who ever did something; `chosen` is among them even before they are read. */
export function useActors(chosen: string): string[] {
  const { data = [] } = useQuery({
    queryKey: changesKeys.actors,
    queryFn: ({ signal }) => readJson<string[]>('/api/history/actors', signal),
    staleTime: 60_000,
  });
  return chosen === '' || data.includes(chosen) ? data : [chosen, ...data];
}
