'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { readJson } from '#components/read-json.ts';
import { Button } from '#components/ui/button.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { changeOutcomes } from '#lib/shared/changes.ts';
import { can } from '#lib/shared/permissions.ts';
import { changesKeys } from '#lib/shared/query-keys.ts';
import { ChoiceChip, SetChips } from './filter-chips.tsx';
import { changeKindWords, eventKindWords } from './filter-words.ts';
import { MoreFilters } from './more-filters.tsx';
import { type LedgerFilters, noFilters } from './use-ledger.ts';
import { useWaiting } from './use-waiting.ts';

type Props = { filters: LedgerFilters; role: string; onChange: (change: Partial<LedgerFilters>) => void };

export function LedgerFilterBar({ filters, role, onChange }: Props) {
  const actors = useActors(filters.actor);
  const { changes: waiting } = useWaiting(true);
  const { view, ...others } = filters;
  const isFiltered = view === 'waiting' || Object.values(others).some((value) => value !== '');
  const bar = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={bar}
      className="flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-4 py-2 phone:flex-nowrap phone:overflow-x-auto low:flex-nowrap low:overflow-x-auto low:py-1 low:*:shrink-0"
    >
      <SearchField
        label="Search notes and people"
        placeholder={can(role, 'audit:read') ? 'Search notes and people' : 'Search notes'}
        value={filters.words}
        onValueChange={(words) => onChange({ words })}
        className="me-1 w-56 shrink-0 phone:w-48 low:w-40"
      />
      <ViewButton name="every" {...{ filters, onChange }}>
        Every change
      </ViewButton>
      <ViewButton name="waiting" {...{ filters, onChange }}>
        Waiting for you
        {waiting !== null && <span className="text-warn tabular-nums">{waiting}</span>}
      </ViewButton>
      <span aria-hidden className="mx-1 h-4 w-px shrink-0 bg-line" />
      <ChoiceChip
        label="Kind"
        value={filters.kind}
        onChange={(kind) => onChange({ kind })}
        options={can(role, 'audit:read') ? [...changeKindWords, ...eventKindWords] : changeKindWords}
      />
      <ChoiceChip
        label="Provider"
        value={filters.provider}
        onChange={(provider) => onChange({ provider })}
        options={providerIds.map((id) => ({ value: id, label: capabilitiesOf(id).label }))}
      />
      <ChoiceChip
        label="Outcome"
        value={filters.outcome}
        onChange={(outcome) => onChange({ outcome })}
        options={changeOutcomes.map((value) => ({ value, label: value }))}
      />
      <ChoiceChip
        label="Requested by"
        value={filters.actor}
        onChange={(actor) => onChange({ actor })}
        options={actors.map((name) => ({ value: name, label: name, verbatim: true }))}
      />
      <SetChips
        filters={filters}
        onChange={(change) => {
          onChange(change);
          // The chip goes, the focus stays in the bar.
          bar.current?.querySelector<HTMLElement>('[aria-haspopup=dialog]')?.focus();
        }}
      />
      <MoreFilters filters={filters} onChange={onChange} />
      {isFiltered && (
        <Button
          look="quiet"
          icon={<X aria-hidden strokeWidth={1.5} className="size-3.5" />}
          onClick={() => {
            onChange({ ...noFilters, view: filters.view === 'every' ? 'every' : '' });
            bar.current?.querySelector('input')?.focus();
          }}
        >
          Clear filters
        </Button>
      )}
    </div>
  );
}

type ViewProps = Omit<Props, 'role'> & { name: 'every' | 'waiting'; children: ReactNode };

/** Pressed while it is on; without either the list tells stories. */
function ViewButton({ name, filters, onChange, children }: ViewProps) {
  const isOn = filters.view === name;
  return (
    <Button
      aria-pressed={isOn}
      onClick={() => onChange({ view: isOn ? '' : name })}
      className="aria-pressed:bg-active"
    >
      {children}
    </Button>
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
