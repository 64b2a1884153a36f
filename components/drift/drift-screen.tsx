'use client';

import { useState } from 'react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { type DriftGroups, type DriftList, driftLists, type ListDriftInput } from '#lib/shared/drift.ts';
import { can } from '#lib/shared/permissions.ts';
import { DriftGrid } from './drift-grid.tsx';
import { PoliciesDialog } from './policies.tsx';
import { useDriftFilters, useDriftGroups } from './use-drift.ts';

const listNames: Record<DriftList, string> = {
  open: 'Open',
  accepted: 'Accepted',
  'put-back': 'Put back',
  ignored: 'Ignored',
};

/** `first`: by the server, for the filters in the address. */
export function DriftScreen({ first, role }: { first: DriftGroups | null; role: string }) {
  const { filters, setFilters } = useDriftFilters();
  const [started] = useState({ filters, page: first });
  const [isOpen, setOpen] = useState(false);
  const { data, error, refetch } = useDriftGroups(filters, started);
  return (
    <>
      <PageHeader
        title="Differences"
        actions={
          can(role, 'drift:policy') && (
            <Button look="quiet" onClick={() => setOpen(true)}>
              Policies
            </Button>
          )
        }
      >
        <Segmented
          label="List"
          value={filters.state}
          onValueChange={(state) => setFilters({ state })}
          options={driftLists.map((value) => ({
            value,
            label: listNames[value],
            count: data && formatCount(data.counts[value]),
          }))}
          className="ms-2 phone:order-last phone:ms-0 phone:basis-full"
        />
      </PageHeader>
      <FilterBar filters={filters} data={data} onChange={setFilters} />
      {data ? (
        <DriftGrid
          key={JSON.stringify(filters)}
          data={data}
          filters={filters}
          role={role}
          fallback={<Nothing filters={filters} />}
        />
      ) : error ? (
        <ErrorState title="The differences could not be read" onRetry={() => void refetch()}>
          {error.message}
        </ErrorState>
      ) : (
        <div className="p-4">
          <Skeleton height="120px" />
        </div>
      )}
      {isOpen && data && <PoliciesDialog rules={data.rules} onClose={() => setOpen(false)} />}
    </>
  );
}

interface FilterBarProps {
  filters: ListDriftInput;
  data: DriftGroups | undefined;
  onChange: (change: Partial<ListDriftInput>) => void;
}

function FilterBar({ filters, data, onChange }: FilterBarProps) {
  const { state, provider, text } = filters;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-1.5">
      <SearchField
        label="User or tag"
        placeholder="User or tag"
        value={text}
        onValueChange={(value) => onChange({ text: value })}
        className="w-60 phone:w-full"
      />
      <Segmented
        label="Provider"
        value={provider}
        onValueChange={(value) => onChange({ provider: value })}
        options={[
          { value: '' as const, label: 'All' },
          ...providerIds.map((id) => ({
            value: id,
            label: <ProviderMark provider={id} name={capabilitiesOf(id).label} />,
            count: state === 'open' && data ? formatCount(data.byProvider[id]) : undefined,
          })),
        ]}
      />
      {data && (
        <p role="status" className="ms-auto text-12 text-fg-2 tabular-nums phone:ms-0">
          {countOf(data.counts.open, 'difference')} on {countOf(data.users, 'user')}
        </p>
      )}
    </div>
  );
}

function Nothing({ filters: { state, provider, text } }: { filters: ListDriftInput }) {
  if (provider !== '' || text !== '')
    return <EmptyState title="No difference matches">Try fewer filters.</EmptyState>;
  if (state !== 'open')
    return (
      <EmptyState title="Nothing here yet">What was decided so stands here, the latest first.</EmptyState>
    );
  return (
    <EmptyState title="Nothing differs">
      Where a provider shows a tag otherwise than somebody here gave it, the two stand here side by side:
      accept what the provider shows, or put back what was given. Readings find them: of one user, of a run,
      of a pull.
    </EmptyState>
  );
}
