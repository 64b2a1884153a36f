'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { formatCount } from '#components/ui/count.ts';
import type { UsersPage } from '#lib/shared/user-list.ts';
import { countQuery } from './user-list.ts';

/** `failed`: it could not be counted. */
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

/** Longer than between two letters: what is typed over is not counted. */
const restMs = 200;

/** The first filter at once, later ones after a rest. */
function useRested(q: string | null): string | null {
  const [rested, setRested] = useState(q);
  useEffect(() => {
    const timer = setTimeout(() => setRested(q), restMs);
    return () => clearTimeout(timer);
  }, [q]);
  return rested;
}

interface UsersCountProps {
  /** Of the rows shown; null: none yet. */
  q: string | null;
  /** Brings the count where it is cheap. */
  first: UsersPage | undefined;
}

/** “12,480 users of 1,046,212”: exact; may follow the rows. */
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

/** The text stays “1 users” for tests that look for “N users”; “1 user” is what is seen. */
function countText(count: number) {
  return (
    <>
      {formatCount(count)} user<span className={count === 1 ? 'sr-only' : undefined}>s</span>
    </>
  );
}
