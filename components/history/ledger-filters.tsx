'use client';

import { Select } from '#components/ui/select.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import type { LedgerFilters } from './use-ledger.ts';

const outcomes = [
  'pending',
  'confirmed',
  'accepted',
  'refused',
  'failed',
  'unknown',
  'cancelled',
  'no-op',
  'imported',
];
const kinds = [
  { value: 'tags', label: 'Tags' },
  { value: 'profile', label: 'Profiles' },
  { value: 'import', label: 'Imports' },
  { value: 'refresh', label: 'Found by reading' },
];

type Props = { filters: LedgerFilters; onChange: (change: Partial<LedgerFilters>) => void };

/** What to show of the ledger; empty means all. Each choice is part of the address. */
export function LedgerFilterBar({ filters, onChange }: Props) {
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
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
        options={outcomes.map((value) => ({ value, label: value }))}
      />
      <Select
        label="Kind"
        hideLabel
        placeholder="Every kind"
        value={filters.kind}
        onChange={(event) => onChange({ kind: event.currentTarget.value })}
        options={kinds}
      />
      <TextField
        label="Who asked"
        hideLabel
        placeholder="Who asked"
        value={filters.actor}
        onChange={(event) => onChange({ actor: event.currentTarget.value })}
      />
      <span aria-hidden className="text-12 text-fg-3">
        from
      </span>
      <TextField
        label="From"
        hideLabel
        type="date"
        value={filters.from}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
      />
      <span aria-hidden className="text-12 text-fg-3">
        to
      </span>
      <TextField
        label="To"
        hideLabel
        type="date"
        value={filters.to}
        onChange={(event) => onChange({ to: event.currentTarget.value })}
      />
    </div>
  );
}
