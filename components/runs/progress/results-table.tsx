'use client';

import { Download, X } from 'lucide-react';
import type { RefObject } from 'react';
import { VirtualRows } from '#components/data-table/virtual-rows.tsx';
import { buttonClass, IconButton } from '#components/ui/button.tsx';
import { formatCount } from '#components/ui/count.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Select } from '#components/ui/select.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { RunDetail } from '#lib/shared/runs.ts';
import { type ResultFilter, resultQuery, toSearch } from '../list-filters.ts';
import { countErrors, outcomeOrder } from '../outcomes.ts';
import { resultColumns } from './result-columns.tsx';
import { useResults } from './use-results.ts';

interface ResultsTableProps {
  run: RunDetail;
  moves: boolean;
  mayExport: boolean;
  filter: ResultFilter;
  onFilter: (filter: ResultFilter) => void;
  ref: RefObject<HTMLElement | null>;
}

const emptyTexts = {
  attention: 'No change was refused, failed or is unknown so far.',
  all: 'The first changes are on their way into the ledger.',
  others: 'No change has this outcome.',
};

export function ResultsTable({ run, moves, mayExport, filter, onFilter, ref }: ResultsTableProps) {
  const results = useResults(run.id, filter, moves);
  const isEverything = filter.show === 'all' && filter.provider === null && filter.cause === null;
  const shows = [
    { value: 'attention', label: `Needs attention, ${formatCount(countErrors(run.counts))}` },
    { value: 'all', label: `All, ${formatCount(run.changes)}` },
    { value: 'pending', label: `Pending, ${formatCount(run.changes - run.done)}` },
    ...outcomeOrder
      .filter((outcome) => run.counts[outcome] > 0)
      .map((outcome) => ({
        value: outcome,
        label: `${outcome.charAt(0).toUpperCase()}${outcome.slice(1)}, ${formatCount(run.counts[outcome])}`,
      })),
  ] as const;
  const fallback = results.error ? (
    <ErrorState title="The results could not be read" onRetry={results.retry} retrying={results.isFetching}>
      {results.error.message} They are kept in the ledger.
    </ErrorState>
  ) : (
    <EmptyState title={filter.show === 'attention' ? 'Nothing needs attention' : 'Nothing here'} level={3}>
      {emptyTexts[filter.show === 'attention' ? 'attention' : isEverything ? 'all' : 'others']}
    </EmptyState>
  );
  const shown = `${filter.show} ${filter.provider} ${filter.cause}`;
  return (
    <section
      ref={ref}
      aria-label="Users and providers"
      className="flex min-h-100 flex-1 flex-col border-t border-line"
    >
      <div className="flex min-h-10.5 shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-1.5">
        <h2 className="me-1 font-semibold">Users and providers</h2>
        <Select
          label="Show"
          hideLabel
          value={filter.show}
          onChange={(event) => {
            const show = shows.find(({ value }) => value === event.currentTarget.value);
            if (show) onFilter({ ...filter, show: show.value, cause: null });
          }}
          options={shows}
        />
        <Select
          label="Provider"
          hideLabel
          placeholder="All providers"
          value={filter.provider ?? ''}
          onChange={(event) => {
            const runProvider = run.providers.find(({ provider }) => provider === event.currentTarget.value);
            onFilter({ ...filter, provider: runProvider?.provider ?? null, cause: null });
          }}
          options={run.providers.map(({ provider }) => ({
            value: provider,
            label: capabilitiesOf(provider).label,
          }))}
        />
        {filter.cause !== null && (
          <p className="flex items-center gap-1 text-12 text-fg-2">
            One cause only
            <IconButton
              label="Show all causes"
              size="small"
              icon={<X aria-hidden strokeWidth={1.5} className="size-3.5" />}
              onClick={() => onFilter({ ...filter, cause: null })}
            />
          </p>
        )}
        {mayExport && (
          <a
            href={`/api/runs/${run.id}/export?${toSearch(resultQuery(filter), null)}`}
            download
            className={`${buttonClass({ look: 'quiet' })} ms-auto`}
          >
            <Download aria-hidden strokeWidth={1.5} className="size-4" />
            {isEverything ? 'Results as CSV' : 'These as CSV'}
          </a>
        )}
      </div>
      <VirtualRows
        key={shown}
        placeName={shown}
        label="Results"
        columns={resultColumns}
        count={results.count}
        rowAt={results.rowAt}
        rowKey={(result) => String(result.changeId)}
        onRange={results.onRange}
        minWidth={860}
        fallback={fallback}
      />
    </section>
  );
}
