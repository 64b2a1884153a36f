'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type RefObject, useMemo } from 'react';
import { VirtualRows } from '#components/data-table/virtual-rows.tsx';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { readJson } from '#components/read-json.ts';
import { IconButton } from '#components/ui/button.tsx';
import { formatCount } from '#components/ui/count.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { runsKeys } from '#lib/shared/query-keys.ts';
import type { PlanStatus, RunDetail, RunTargetPage } from '#lib/shared/runs.ts';
import { type TargetFilter, targetQuery, toSearch } from '../list-filters.ts';
import { usePagedRows } from '../use-paged-rows.ts';
import { planColumns } from './plan-columns.tsx';
import { countOfStatus, planStatusOrder, wordOfStatus } from './plan-status.ts';

interface PlanTableProps {
  run: RunDetail;
  filter: TargetFilter;
  onFilter: (filter: TargetFilter) => void;
  ref: RefObject<HTMLElement | null>;
}

export function PlanTable({ run, filter, onFilter, ref }: PlanTableProps) {
  const targets = useTargets(run.id, filter);
  const columns = useMemo(() => planColumns(filter.status), [filter.status]);
  const count = (status: TargetFilter['status']) =>
    run.providers.reduce((sum, { plan }) => sum + countOfStatus(plan, status), 0);
  const fallback = targets.error ? (
    <ErrorState title="The rows could not be read" onRetry={targets.retry} retrying={targets.isFetching}>
      {targets.error.message} The plan itself is kept.
    </ErrorState>
  ) : (
    <EmptyState title="No users" level={3}>
      {filter.status === 'change'
        ? 'There is nothing to send: look at the other lists for the reasons.'
        : 'No user has this status.'}
    </EmptyState>
  );
  const shown = `${filter.status} ${filter.provider} ${filter.reason}`;
  return (
    <section
      ref={ref}
      aria-label="Before and after"
      className="flex min-h-100 flex-1 flex-col border-t border-line"
    >
      <div className="flex min-h-10.5 shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-4 py-1.5">
        <h2 className="font-semibold">Before and after</h2>
        <div className="max-w-full overflow-x-auto">
          <Segmented
            label="Show"
            value={filter.status}
            onValueChange={(status) => onFilter({ ...filter, status, reason: null })}
            options={planStatusOrder
              .filter((status) => !isRare(status) || count(status) > 0 || status === filter.status)
              .map((status) => ({
                value: status,
                label: wordOfStatus(status, filter.provider),
                count: formatCount(count(status)),
              }))}
          />
        </div>
        {filter.provider && (
          <p className="flex min-w-0 items-center gap-1.5 text-12 text-fg-2">
            <ProviderMark provider={filter.provider} size="small" />
            {capabilitiesOf(filter.provider).label} only
            {filter.reason !== null && <span className="min-w-0 truncate">, {filter.reason}</span>}
            <IconButton
              label="Show all providers"
              size="small"
              icon={<X aria-hidden strokeWidth={1.5} className="size-3.5" />}
              onClick={() => onFilter({ ...filter, provider: null, reason: null })}
            />
          </p>
        )}
      </div>
      <VirtualRows
        key={shown}
        placeName={shown}
        label="Before and after"
        columns={columns}
        count={targets.count}
        rowAt={targets.rowAt}
        rowKey={(target) => String(target.id)}
        onRange={targets.onRange}
        minWidth={820}
        fallback={fallback}
      />
    </section>
  );
}

const isRare = (status: PlanStatus) => status === 'skipped' || status === 'no-value';

const firstPage: number | null = null;

/** Read once: a plan moves only by what is chosen here. */
function useTargets(runId: number, filter: TargetFilter) {
  const query = targetQuery(filter);
  const pages = useInfiniteQuery({
    queryKey: runsKeys.targets({ runId, ...query }),
    queryFn: ({ pageParam, signal }) =>
      readJson<RunTargetPage>(`/api/runs/${runId}/targets?${toSearch(query, pageParam)}`, signal),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextAfter,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return usePagedRows(pages, (page) => page.targets);
}
