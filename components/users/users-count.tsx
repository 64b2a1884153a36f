'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { formatCount } from '#components/ui/count.ts';
import type { UsersPage } from '#lib/shared/user-list.ts';
import { countQuery } from './user-list.ts';

/** The exact number of the list's users as far as it is known; `failed`: it could not be counted. */
export function useListCount(
  q: string | null,
  first: UsersPage | undefined,
): { count: number | undefined; failed: boolean } {
  const wanted = first !== undefined && first.count === null;
  const rested = useRested(q);
  const asked = useQuery(countQuery(q ?? '', wanted && rested === q));
  const count = first?.count ?? (q === null || asked.isPlaceholderData ? undefined : asked.data?.count);
  return { count, failed: asked.error !== null };
}

/** Longer than between two letters: what is typed over at once need not be counted. */
const restMs = 200;

/** The filter, once it has stayed the same for a moment; the one that the page came with at once. */
function useRested(q: string | null): string | null {
  const [rested, setRested] = useState(q);
  useEffect(() => {
    const timer = setTimeout(() => setRested(q), restMs);
    return () => clearTimeout(timer);
  }, [q]);
  return rested;
}

interface UsersCountProps {
  /** The filter of the rows shown; null: no rows yet. */
  q: string | null;
  /** The first page of the list: it brings the count where it costs nothing. */
  first: UsersPage | undefined;
}

/** “12,480 users of 1,046,212”: exact, following the rows where it takes longer to know. */
export function UsersCount({ q, first }: UsersCountProps) {
  const { count, failed } = useListCount(q, first);
  const total = first?.total ?? undefined;
  return (
    <div className={classNames('flex shrink-0 items-baseline gap-2 tabular-nums', q !== null && 'me-3')}>
      <p role="status" className="font-semibold whitespace-nowrap">
        {count !== undefined ? countText(count) : q !== null && (failed ? 'Not counted' : 'Counting…')}
      </p>
      {total !== undefined && count !== total && <p className="text-12 text-fg-3">of {formatCount(total)}</p>}
    </div>
  );
}

/** The text is “1 users” for whoever looks for “N users”; the eye sees “1 user”. */
function countText(count: number) {
  return (
    <>
      {formatCount(count)} user<span className={count === 1 ? 'sr-only' : undefined}>s</span>
    </>
  );
}
