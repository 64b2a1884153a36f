'use client';

import { ListFilter } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { originWords, verbWords } from './filter-words.ts';
import type { LedgerFilters } from './use-ledger.ts';
import { useZone } from './use-zone.ts';

type Props = { filters: LedgerFilters; onChange: (change: Partial<LedgerFilters>) => void };

export function MoreFilters({ filters, onChange }: Props) {
  const zone = useZone();
  return (
    <Popover
      label="More filters"
      align="end"
      className="w-80 max-w-[calc(100vw-16px)]"
      trigger={(props) => (
        <Button {...props} icon={<ListFilter aria-hidden strokeWidth={1.5} className="size-4" />}>
          More filters
        </Button>
      )}
    >
      {() => (
        <div className="grid grid-cols-2 gap-3 p-3">
          <Select
            label="Operation"
            placeholder="Any"
            value={filters.verb}
            onChange={(event) => onChange({ verb: event.currentTarget.value })}
            options={verbWords}
          />
          <TextField
            label="Tag"
            placeholder="prospect, plan=team"
            value={filters.tag}
            onChange={(event) => onChange({ tag: event.currentTarget.value })}
          />
          <NumberField label="User ID" name="userId" filters={filters} onChange={onChange} />
          <NumberField label="Run number" name="runId" filters={filters} onChange={onChange} />
          <Select
            label="Page"
            placeholder="Any"
            value={filters.origin}
            onChange={(event) => onChange({ origin: event.currentTarget.value })}
            options={originsWith(filters.origin)}
            fieldClassName="col-span-2"
          />
          <TextField
            label="From"
            type="date"
            value={filters.from}
            onChange={(event) => onChange({ from: event.currentTarget.value })}
          />
          <TextField
            label="To"
            type="date"
            value={filters.to}
            onChange={(event) => onChange({ to: event.currentTarget.value })}
          />
          <p className="col-span-2 text-12 text-fg-3">Days are in {zone}, both included.</p>
        </div>
      )}
    </Popover>
  );
}

function NumberField({
  label,
  name,
  filters,
  onChange,
}: Props & { label: string; name: 'userId' | 'runId' }) {
  return (
    <TextField
      label={label}
      inputMode="numeric"
      value={filters[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value.replaceAll(/\D/g, '').slice(0, 15) })}
    />
  );
}

/** An unlisted page from the URL stays chosen. */
function originsWith(chosen: string) {
  const isListed = chosen === '' || originWords.some(({ value }) => value === chosen);
  return isListed ? originWords : [...originWords, { value: chosen, label: chosen }];
}
