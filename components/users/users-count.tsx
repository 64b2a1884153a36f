'use client';

import { useQuery } from '@tanstack/react-query';
import type { UsersPage } from '#lib/users/list-schemas.ts';
import { countQuery } from './user-list.ts';

const grouped = new Intl.NumberFormat('en');

/** The exact number of the list's users as far as it is known; `failed`: it could not be counted. */
export function useListCount(
  q: string | null,
  first: UsersPage | undefined,
): { count: number | undefined; failed: boolean } {
  const asked = useQuery(countQuery(q ?? '', first !== undefined && first.count === null));
  const count = first?.count ?? (asked.isPlaceholderData ? undefined : asked.data?.count);
  return { count, failed: asked.error !== null };
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
    <div className="flex min-w-0 items-baseline gap-2 tabular-nums">
      <p role="status" className="font-semibold whitespace-nowrap">
        {count !== undefined ? countText(count) : q !== null && (failed ? 'Not counted' : 'Counting…')}
      </p>
      {total !== undefined && count !== total && (
        <p className="truncate text-12 text-fg-3">of {grouped.format(total)}</p>
      )}
    </div>
  );
}

/** The text is “1 users” for whoever looks for “N users”; the eye sees “1 user”. */
function countText(count: number) {
  return (
    <>
      {grouped.format(count)} user<span className={count === 1 ? 'sr-only' : undefined}>s</span>
    </>
  );
}
