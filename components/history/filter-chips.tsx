'use client';

import { ChevronDown, X } from 'lucide-react';
import { useRef } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import type { SelectOption } from '#components/ui/select.tsx';
import { originName, verbWords } from './filter-words.ts';
import type { LedgerFilters } from './use-ledger.ts';

const box =
  'relative inline-flex h-7 min-w-0 shrink-0 items-center rounded-full border text-12 phone:h-10 phone:text-13 ' +
  'has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-focus';
const looks = {
  off: 'border-line-strong bg-surface text-fg-2 hover:bg-hover hover:text-fg',
  on: 'border-accent-line bg-accent-tint text-fg',
};

type ChoiceProps = {
  /** The accessible name, and the text while nothing is chosen. */
  label: string;
  value: string;
  options: readonly SelectOption[];
  onChange: (value: string) => void;
};

/** As wide as its text. Native: fits phones and screen readers. */
export function ChoiceChip({ label, value, options, onChange }: ChoiceProps) {
  const select = useRef<HTMLSelectElement>(null);
  const isSet = value !== '';
  return (
    <span className={classNames(box, isSet ? looks.on : looks.off)}>
      <select
        ref={select}
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        className="h-full max-w-44 cursor-pointer appearance-none truncate rounded-full bg-transparent ps-3 pe-7 outline-none field-sizing-content phone:pe-9 phone:text-16"
      >
        <option value="">{isSet ? `Any ${label.toLowerCase()}` : label}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value} translate={option.verbatim ? 'no' : undefined}>
            {option.label}
          </option>
        ))}
      </select>
      {isSet ? (
        <Remove
          label={`Remove filter ${label}`}
          onRemove={() => {
            onChange('');
            select.current?.focus();
          }}
        />
      ) : (
        <ChevronDown
          aria-hidden
          strokeWidth={1.5}
          className="pointer-events-none absolute end-2 size-3.5 text-fg-3 phone:end-3"
        />
      )}
    </span>
  );
}

function Remove({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onRemove}
      className="absolute inset-y-0 end-0 grid w-7 place-content-center rounded-full text-fg-3 outline-none hover:text-fg phone:w-9"
    >
      <X aria-hidden strokeWidth={1.75} className="size-3" />
    </button>
  );
}

const shown = {
  verb: (value: string) => verbWords.find((one) => one.value === value)?.label ?? value,
  tag: (value: string) => value,
  userId: (value: string) => `User ${value}`,
  runId: (value: string) => `Run ${value}`,
  origin: (value: string) => originName(value),
  from: (value: string) => `From ${value}`,
  to: (value: string) => `To ${value}`,
} satisfies Partial<Record<keyof LedgerFilters, (value: string) => string>>;

type SetProps = {
  filters: LedgerFilters;
  /** Takes the focus once a chip is gone. */
  onChange: (change: Partial<LedgerFilters>) => void;
};

/** What “More filters” holds, each with its way out. */
export function SetChips({ filters, onChange }: SetProps) {
  const names = (Object.keys(shown) as (keyof typeof shown)[]).filter((name) => filters[name] !== '');
  return names.map((name) => (
    <span key={name} className={classNames(box, looks.on, 'max-w-60 ps-3 pe-7 phone:pe-9')}>
      <span translate="no" className="truncate">
        {shown[name](filters[name])}
      </span>
      <Remove
        label={`Remove filter ${shown[name](filters[name])}`}
        onRemove={() => onChange({ [name]: '' })}
      />
    </span>
  ));
}
