'use client';

import { ListStart } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { ExportLink } from '#components/export/export-link.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { writeColumns } from '#lib/shared/filter/columns.ts';
import type { UserSort, UsersPage } from '#lib/shared/user-list.ts';
import type { ColumnLayout, OnWidths } from './column-widths.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { SortMenu } from './sort-menu.tsx';
import type { UserList } from './user-list.ts';
import { UsersCount } from './users-count.tsx';

interface ListBarProps {
  list: UserList | null;
  first: UsersPage | undefined;
  notes: ReactNode;
  sort: UserSort;
  onSort: (sort: UserSort) => void;
  columns: readonly string[];
  onColumns: (columns: readonly string[]) => void;
  layout: ColumnLayout;
  onWidths: OnWidths;
  /** Columns need a wide screen. */
  narrow: boolean;
  mayExport: boolean;
  mayPlan: boolean;
}

export function ListBar(props: ListBarProps) {
  const {
    list,
    first,
    notes,
    sort,
    onSort,
    columns,
    onColumns,
    layout,
    onWidths,
    narrow,
    mayExport,
    mayPlan,
  } = props;
  return (
    <div className="flex min-h-11 shrink-0 items-center border-b border-line px-4 phone:flex-wrap low:min-h-9">
      <UsersCount q={list?.q ?? null} first={first} />
      {notes && (
        <div className="me-3 min-w-0 flex-1 py-1 phone:order-last phone:basis-full phone:pb-2">{notes}</div>
      )}
      <div className="ms-auto flex shrink-0 items-center low:phone:[&_button]:h-8">
        <SortMenu sort={sort} onSort={onSort} />
        {!narrow && <ColumnsMenu {...{ columns, onColumns, layout, onWidths }} />}
        {!narrow && mayPlan && list && (
          <Link
            href={`/runs/new?${new URLSearchParams({ q: list.q })}`}
            prefetch={false}
            data-tip="For everybody listed"
            className={buttonClass({ look: 'quiet' })}
          >
            <ListStart aria-hidden strokeWidth={1.5} className="size-3.5" />
            Plan a run
            <span className="sr-only"> for everybody listed</span>
          </Link>
        )}
        {!narrow && mayExport && list && (
          <ExportLink address={`/api/users/export?${exportOf(list, columns)}`} noun="user" />
        )}
      </div>
    </div>
  );
}

/** As shown: filter, order and columns. */
function exportOf({ q, sort }: UserList, columns: readonly string[]): URLSearchParams {
  return new URLSearchParams({ q, sort, columns: writeColumns(columns) });
}
