'use client';

import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

export interface SegmentedOption<Value extends string> {
  value: Value;
  label: ReactNode;
  /** Already formatted. */
  count?: string | undefined;
}

export interface SegmentedProps<Value extends string> {
  /** The group's accessible name. */
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  options: ReadonlyArray<SegmentedOption<Value>>;
  className?: string | undefined;
}

/** Two to five views. Native radios: arrow keys change the choice. */
export function Segmented<Value extends string>({
  label,
  value,
  onValueChange,
  options,
  className,
}: SegmentedProps<Value>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={classNames(
        'inline-flex h-7 w-fit max-w-full gap-px rounded-control bg-active p-0.5 phone:h-10 phone:overflow-x-auto',
        className,
      )}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className="relative inline-flex cursor-pointer items-center gap-1.5 rounded-chip px-2.5 text-12 font-medium whitespace-nowrap phone:px-1.5 text-fg-2 hover:text-fg has-checked:bg-thumb has-checked:text-fg has-checked:shadow-rest has-focus-visible:outline-2 has-focus-visible:outline-focus"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValueChange(option.value)}
            className="absolute inset-0 cursor-pointer appearance-none outline-none"
          />
          {option.label}
          {option.count !== undefined && <span className="text-fg-2 tabular-nums">{option.count}</span>}
        </label>
      ))}
    </div>
  );
}
