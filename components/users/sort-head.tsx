'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import type { UserSort } from '#lib/shared/user-list.ts';

interface SortHeadProps<Sort extends string> {
  label: string;
  /** First press, and the reverse. */
  sorts: readonly [Sort, Sort];
  sort: Sort;
  direction: 'ascending' | 'descending';
  onSort: (sort: Sort) => void;
}

/** Each press reverses the order. */
export function SortHead<Sort extends string>(props: SortHeadProps<Sort>) {
  const { label, sorts, sort, direction, onSort } = props;
  const [first, second] = sorts;
  const active = sort === first || sort === second;
  const Arrow = direction === 'ascending' ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      onClick={() => onSort(sort === first ? second : first)}
      className="-mx-1 flex min-h-6 min-w-0 items-center gap-1 rounded-mark px-1 font-medium hover:bg-active hover:text-fg"
    >
      {label}
      {active && <Arrow aria-hidden strokeWidth={1.75} className="size-3 shrink-0" />}
    </button>
  );
}

/** For `aria-sort`. Newest and most first is descending. */
export function directionOf(sort: UserSort): 'ascending' | 'descending' {
  const descending = sort === 'changed' || sort === 'tags' || sort.endsWith('-desc');
  return descending ? 'descending' : 'ascending';
}
