'use client';

import { ChevronDown } from 'lucide-react';
import { type ComponentProps, useId } from 'react';
import { classNames } from './class-names.ts';
import {
  type ControlSize,
  controlClass,
  controlSizes,
  describedBy,
  FieldFrame,
  type FieldText,
} from './field-frame.tsx';

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean | undefined;
  /** Foreign text: not translated. */
  verbatim?: boolean | undefined;
}

export type SelectProps = Omit<ComponentProps<'select'>, 'size'> &
  FieldText & {
    size?: ControlSize | undefined;
    options: readonly SelectOption[];
    placeholder?: string | undefined;
    fieldClassName?: string | undefined;
  };

/** Native: fits phones and screen readers. */
export function Select({
  label,
  hideLabel,
  hint,
  warning,
  error,
  size = 'medium',
  options,
  placeholder,
  fieldClassName,
  className,
  id: givenId,
  ...rest
}: SelectProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  return (
    <FieldFrame {...{ id, label, hideLabel, hint, warning, error }} className={fieldClassName}>
      <span className="relative flex min-w-0">
        <select
          {...rest}
          id={id}
          aria-invalid={Boolean(error) || undefined}
          aria-describedby={describedBy(id, { hint, warning, error })}
          className={classNames(controlClass, controlSizes[size], 'appearance-none pe-7', className)}
        >
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option
              key={option.value}
              value={option.value}
              disabled={option.disabled}
              translate={option.verbatim ? 'no' : undefined}
            >
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          strokeWidth={1.5}
          className="pointer-events-none absolute end-2 top-1/2 size-3.5 -translate-y-1/2 text-fg-3"
        />
      </span>
    </FieldFrame>
  );
}
