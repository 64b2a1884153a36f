'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useEffect, useMemo, useState } from 'react';
import { VirtualRows } from '#components/data-table/virtual-rows.tsx';
import { ExportLink } from '#components/export/export-link.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { useClock } from '#components/ui/clock.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { useNarrow } from '#components/users/use-width.ts';
import { dayOf } from '#lib/shared/days.ts';
import type { HistoryStories } from '#lib/shared/history.ts';
import { can } from '#lib/shared/permissions.ts';
import { EventDialog } from './event-dialog.tsx';
import { ledgerColumns } from './ledger-columns.tsx';
import { LedgerFilterBar } from './ledger-filters.tsx';
import { ledgerRows, lineKey, rowKey } from './ledger-rows.ts';
import { LineDialog } from './line-dialog.tsx';
import { type LedgerFilters, toAddress, useLedger, useLedgerFilters } from './use-ledger.ts';
import { useRowActs } from './use-row-acts.ts';
import { useStoryLines } from './use-story-lines.ts';
import { useZone } from './use-zone.ts';

const rowsAhead = 12;
const rowsBefore = 20;

/** `phone`: the server's guess. */
type Props = { first: HistoryStories | null; role: string; memberId: string | null; phone: boolean };

export function LedgerScreen({ first, role, memberId, phone }: Props) {
  const { filters, setFilters } = useLedgerFilters();
  const [started] = useState({ filters, page: first });
  const ledger = useLedger(filters, started);
  const [open, setOpen] = useQueryState('line', parseAsString.withOptions({ history: 'push' }));
  const narrow = useNarrow(phone);
  const isWaiting = filters.view === 'waiting';
  const isEvery = filters.view === 'every';
  const settledBy = isWaiting && can(role, 'tags:edit') ? role : null;
  const stories = useStoryLines(filters);
  const rows = useMemo(
    () => ledgerRows(ledger.data?.pages.flatMap((page) => page.entries) ?? [], stories.open),
    [ledger.data, stories.open],
  );
  const { act, entry, onCursor } = useRowActs({
    rows,
    setOpen: stories.setOpen,
    readMore: stories.readMore,
    openLine: (line) => void setOpen(lineKey(line)),
  });
  const columns = useMemo(() => ledgerColumns(act, narrow, settledBy), [act, narrow, settledBy]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = ledger;
  const lookedBackTo = ledger.data?.pages.at(-1)?.lookedBackTo ?? null;
  const [stoppedAt, setStoppedAt] = useState<string | null>(null);
  const isLooking = lookedBackTo !== null && hasNextPage && stoppedAt !== JSON.stringify(filters);

  // A page that stopped early continues by itself; a full one waits for a scroll.
  useEffect(() => {
    if (isLooking && !isFetchingNextPage && !ledger.error) void fetchNextPage();
  }, [isLooking, isFetchingNextPage, fetchNextPage, ledger.error]);

  const fallback = ledger.error ? (
    <ErrorState title="The history could not be read" onRetry={() => void ledger.refetch()}>
      {ledger.error.message}
    </ErrorState>
  ) : isLooking || ledger.isPending ? null : (
    <NoLine filters={filters} />
  );
  const count = rows.length + (hasNextPage && lookedBackTo === null ? rowsAhead : 0);
  return (
    <>
      <PageHeader
        title="History"
        actions={
          can(role, 'history:export') && (
            <ExportLink
              address={`/api/history/export?${toAddress(isEvery ? { ...filters, view: '' } : filters)}`}
              noun="line"
            />
          )
        }
      />
      <LedgerFilterBar filters={filters} role={role} onChange={setFilters} />
      <LookingBack
        backTo={hasNextPage ? lookedBackTo : null}
        isLooking={isLooking}
        onStop={() => setStoppedAt(JSON.stringify(filters))}
        onGoOn={() => setStoppedAt(null)}
      />
      <VirtualRows
        label="History"
        columns={columns}
        count={rows.length === 0 ? 0 : count}
        rowAt={(index) => rows[index]}
        rowKey={rowKey}
        placeName={toAddress(filters).toString()}
        onOpen={act}
        onPress={act}
        onCursor={onCursor}
        entry={entry}
        onRange={(_, end) => {
          const isNear = end + rowsBefore >= rows.length;
          if (isNear && hasNextPage && lookedBackTo === null && !isFetchingNextPage) void fetchNextPage();
        }}
        minWidth={narrow ? undefined : settledBy === null ? 760 : 1_000}
        fallback={fallback}
      />
      <OpenLine line={open} role={role} memberId={memberId} onClose={() => void setOpen(null)} />
    </>
  );
}

function NoLine({ filters }: { filters: LedgerFilters }) {
  const zone = useZone();
  const today = useClock((now) => dayOf(now, zone));
  const { view, ...others } = filters;
  if (Object.values(others).some((value) => value !== '')) {
    const hasDays = filters.from !== '' || filters.to !== '';
    return (
      <EmptyState title="No line matches">
        Try fewer filters.{hasDays && ` Days are in ${zone}, where it is ${today} now.`}
      </EmptyState>
    );
  }
  if (view === 'waiting')
    return (
      <EmptyState title="Nothing waits for you">
        Where a provider gave no definite answer and Tagdesk cannot look it up, the change stands here until
        somebody says what became of it.
      </EmptyState>
    );
  return (
    <EmptyState title="Nothing yet">
      Every change asked for will stand here, with who, when, why and what came of it.
    </EmptyState>
  );
}

type OpenProps = { line: string | null; role: string; memberId: string | null; onClose: () => void };

/** An unknown line opens nothing. */
function OpenLine({ line, role, memberId, onClose }: OpenProps) {
  const [, event, id] = /^(e?)(\d{1,15})$/.exec(line ?? '') ?? [];
  if (id === undefined) return null;
  if (event) return <EventDialog key={line} eventId={Number(id)} onClose={onClose} />;
  return <LineDialog key={line} changeId={Number(id)} role={role} memberId={memberId} onClose={onClose} />;
}

type LookingBackProps = { backTo: string | null; isLooking: boolean; onStop: () => void; onGoOn: () => void };

/** Progress of a search without an index; it can be stopped and continued. */
function LookingBack({ backTo, isLooking, onStop, onGoOn }: LookingBackProps) {
  const zone = useZone();
  if (backTo === null) return null;
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: zone }).format(
    new Date(backTo),
  );
  return (
    <div className="flex min-h-9 shrink-0 items-center gap-2 border-b border-line bg-sunken px-4 text-12 text-fg-2">
      {isLooking && <Spinner />}
      <span>
        {isLooking ? `Looking through older lines: back to ${day} so far.` : `Looked back to ${day}.`}
      </span>
      <Button size="small" onClick={isLooking ? onStop : onGoOn}>
        {isLooking ? 'Stop' : 'Look further'}
      </Button>
    </div>
  );
}
