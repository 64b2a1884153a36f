'use client';

import {
  type ComponentProps,
  type ReactNode,
  type Ref,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { afterPress } from './after-press.ts';
import { classNames } from './class-names.ts';
import {
  type ControlSize,
  controlClass,
  controlSizes,
  describedBy,
  FieldFrame,
  type FieldText,
} from './field-frame.tsx';
import { notForSecrets } from './literal-text.ts';
import { useMergedRef } from './use-merged-ref.ts';
import { useTypingBeforeHydration } from './use-typing-before-hydration.ts';

export type TextFieldProps = Omit<ComponentProps<'input'>, 'size' | 'ref'> &
  FieldText & {
    ref?: Ref<HTMLInputElement> | undefined;
    size?: ControlSize | undefined;
    /** Shows `13/50`, red when over. Does not cut: the rule reports it. */
    limit?: number | undefined;
    /** Default: code points. */
    measure?: ((text: string) => number) | undefined;
    /** Inside the field, at its end; a press on it is for the field. */
    trailing?: ReactNode;
    fieldClassName?: string | undefined;
  };

/** By code point: most emoji are one. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}

/** Takes react-hook-form's `register`, or `value` and `onChange`. */
export function TextField({
  label,
  hideLabel,
  hint,
  warning,
  error,
  limit,
  measure = countCharacters,
  trailing,
  size = 'medium',
  fieldClassName,
  className,
  ref,
  id: givenId,
  onInput,
  onBlur,
  ...rest
}: TextFieldProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  const element = useRef<HTMLInputElement>(null);
  const mergedRef = useTypingBeforeHydration(useMergedRef(element, ref));
  const isForSecrets = rest.autoComplete !== undefined && rest.autoComplete !== 'off';
  const [used, setUsed] = useState(() => measure(String(rest.value ?? rest.defaultValue ?? '')));

  // Form libraries set values without an event (reset): read the field after each render.
  useLayoutEffect(() => {
    if (limit !== undefined && element.current) setUsed(measure(element.current.value));
  });

  const over = limit !== undefined && used > limit;
  return (
    <FieldFrame {...{ id, label, hideLabel, hint, warning, error }} className={fieldClassName}>
      <span className="relative flex min-w-0">
        <input
          autoComplete="off"
          {...(isForSecrets ? {} : notForSecrets)}
          {...rest}
          ref={mergedRef}
          id={id}
          aria-invalid={Boolean(error) || over || undefined}
          aria-describedby={describedBy(id, { hint, warning, error })}
          onBlur={onBlur && ((event) => afterPress(() => onBlur(event)))}
          onInput={(event) => {
            setUsed(measure(event.currentTarget.value));
            onInput?.(event);
          }}
          className={classNames(
            controlClass,
            controlSizes[size],
            limit !== undefined && 'pe-14',
            trailing !== undefined && 'pe-9',
            className,
          )}
        />
        {limit !== undefined && (
          <span
            aria-hidden
            className={classNames(
              'pointer-events-none absolute inset-y-px end-px flex items-center rounded-control bg-surface ps-1 pe-2 text-11 font-medium tabular-nums',
              over ? 'text-danger' : 'text-fg-3',
            )}
          >
            {used}/{limit}
          </span>
        )}
        {trailing !== undefined && (
          <span className="pointer-events-none absolute inset-y-0 end-1.5 flex items-center text-11 text-fg-3">
            {trailing}
          </span>
        )}
      </span>
    </FieldFrame>
  );
}
