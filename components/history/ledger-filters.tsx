'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { readJson } from '#components/read-json.ts';
import { Button } from '#components/ui/button.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { Select } from '#components/ui/select.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { changeOutcomes } from '#lib/shared/changes.ts';
import { can } from '#lib/shared/permissions.ts';
import { changesKeys } from '#lib/shared/query-keys.ts';
import { changeKindWords, eventKindWords } from './filter-words.ts';
import { MoreFilters } from './more-filters.tsx';
import { type LedgerFilters, noFilters } from './use-ledger.ts';
import { useWaiting } from './use-waiting.ts';

type Props = { filters: LedgerFilters; role: string; onChange: (change: Partial<LedgerFilters>) => void };

export function LedgerFilterBar({ filters, role, onChange }: Props) {
  const actors = useActors(filters.actor);
  const waiting = useWaiting(true);
  const isWaiting = filters.view === 'waiting';
  const isFiltered = Object.values(filters).some((value) => value !== '');
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2 low:flex-nowrap low:overflow-x-auto low:py-1 low:*:shrink-0">
      <SearchField
        label="Search notes and people"
        placeholder={can(role, 'audit:read') ? 'Search notes and people' : 'Search notes'}
        value={filters.words}
        onValueChange={(words) => onChange({ words })}
        className="w-64 phone:w-full low:w-40"
      />
      <Select
        label="Kind"
        hideLabel
        placeholder="Every kind"
        value={filters.kind}
        onChange={(event) => onChange({ kind: event.currentTarget.value })}
        options={can(role, 'audit:read') ? [...changeKindWords, ...eventKindWords] : changeKindWords}
      />
      <Select
        label="Provider"
        hideLabel
        placeholder="All providers"
        value={filters.provider}
        onChange={(event) => onChange({ provider: event.currentTarget.value })}
        options={providerIds.map((id) => ({ value: id, label: capabilitiesOf(id).label }))}
      />
      <Select
        label="Outcome"
        hideLabel
        placeholder="Any outcome"
        value={filters.outcome}
        onChange={(event) => onChange({ outcome: event.currentTarget.value })}
        options={changeOutcomes.map((value) => ({ value, label: value }))}
      />
      <Select
        label="Requested by"
        hideLabel
        placeholder="By anybody"
        value={filters.actor}
        onChange={(event) => onChange({ actor: event.currentTarget.value })}
        options={actors.map((name) => ({ value: name, label: name, verbatim: true }))}
        className="max-w-44"
      />
      <Button
        aria-pressed={isWaiting}
        onClick={() => onChange({ view: isWaiting ? '' : 'waiting' })}
        className="aria-pressed:bg-active"
      >
        Waiting for you
        {waiting !== null && <span className="text-warn tabular-nums">{waiting}</span>}
      </Button>
      <MoreFilters filters={filters} onChange={onChange} />
      {isFiltered && (
        <Button
          look="quiet"
          icon={<X aria-hidden strokeWidth={1.5} className="size-3.5" />}
          onClick={() => onChange(noFilters)}
        >
          Clear filters
        </Button>
      )}
    </div>
  );
}

/** `chosen` is included before they are read. */
function useActors(chosen: string): string[] {
  const { data = [] } = useQuery({
    queryKey: changesKeys.actors,
    queryFn: ({ signal }) => readJson<string[]>('/api/history/actors', signal),
    staleTime: 60_000,
  });
  return chosen === '' || data.includes(chosen) ? data : [chosen, ...data];
}
