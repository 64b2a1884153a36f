'use client';

import { useQuery } from '@tanstack/react-query';
import { formatCount } from '#components/ui/count.ts';
import { useHydrated } from '#components/ui/use-hydrated.ts';
import { countQuery } from '../user-list.ts';

const freshMs = 60_000;

/** How many a view's filter matches, exactly; nothing until it is known. Counted at most once a minute by itself. */
export function ViewCount({ q }: { q: string }) {
  const isHydrated = useHydrated();
  const { data } = useQuery({ ...countQuery(q.trim(), isHydrated), staleTime: freshMs });
  return data && formatCount(data.count);
}
