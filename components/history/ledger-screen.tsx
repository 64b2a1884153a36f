'use client';

import { parseAsInteger, useQueryState } from 'nuqs';
import { useMemo, useState } from 'react';
import { VirtualRows } from '#components/data-table/virtual-rows.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import type { HistoryPage } from '#lib/changes/schemas.ts';
import { ledgerColumns } from './ledger-columns.tsx';
import { LedgerFilterBar } from './ledger-filters.tsx';
import { LineDialog } from './line-dialog.tsx';
import { useLedger, useLedgerFilters } from './use-ledger.ts';

/** Rows drawn grey while the next page is on its way. */
const rowsAhead = 12;
const rowsBefore = 20;

type Props = { first: HistoryPage; role: string; memberId: string | null };

/** Everything ever asked for, newest first: filter, open a line, take it back. */
export function LedgerScreen({ first, role, memberId }: Props) {
  const { filters, setFilters } = useLedgerFilters();
  const [started] = useState({ filters, page: first });
  const ledger = useLedger(filters, started);
  const [open, setOpen] = useQueryState('line', parseAsInteger.withOptions({ history: 'push' }));
  const columns = useMemo(() => ledgerColumns((line) => void setOpen(line.id)), [setOpen]);
  const lines = useMemo(() => ledger.data?.pages.flatMap((page) => page.lines) ?? [], [ledger.data]);
  const isFiltered = Object.values(filters).some((value) => value !== '');

  const fallback = ledger.error ? (
    <ErrorState title="The history could not be read" onRetry={() => void ledger.refetch()}>
      {ledger.error.message} Nothing is lost: it is kept in the ledger.
    </ErrorState>
  ) : (
    <EmptyState title={isFiltered ? 'No line matches' : 'Nothing yet'}>
      {isFiltered
        ? 'Try fewer filters.'
        : 'Every change asked for will stand here, with who, when, why and what came of it.'}
    </EmptyState>
  );
  return (
    <>
      <PageHeader title="History" />
      <LedgerFilterBar filters={filters} onChange={setFilters} />
      <VirtualRows
        label="History"
        columns={columns}
        count={lines.length === 0 ? 0 : lines.length + (ledger.hasNextPage ? rowsAhead : 0)}
        rowAt={(index) => lines[index]}
        rowKey={(line) => String(line.id)}
        onOpen={(line) => void setOpen(line.id)}
        onRange={(_, end) => {
          const isNear = end + rowsBefore >= lines.length;
          if (isNear && ledger.hasNextPage && !ledger.isFetchingNextPage) void ledger.fetchNextPage();
        }}
        minWidth={760}
        fallback={fallback}
      />
      {open !== null && (
        <LineDialog
          key={open}
          changeId={open}
          role={role}
          memberId={memberId}
          onClose={() => void setOpen(null)}
        />
      )}
    </>
  );
}
