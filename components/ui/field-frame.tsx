import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface FieldText {
  label: ReactNode;
  /** For screen readers only. */
  hideLabel?: boolean | undefined;
  hint?: ReactNode;
  /** Does not make the field invalid. */
  warning?: ReactNode;
  /** Makes the field invalid. */
  error?: ReactNode;
}

/** For `aria-describedby`; undefined: none. */
export function describedBy(
  id: string,
  text: Pick<FieldText, 'hint' | 'warning' | 'error'>,
): string | undefined {
  const ids = [
    text.error ? `${id}-error` : null,
    text.warning ? `${id}-warning` : null,
    text.hint ? `${id}-hint` : null,
  ].filter((each) => each !== null);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** 28 px high, 32 in dialogs, 3:1 contrast of the edge. */
export const controlClass =
  'w-full min-w-0 border border-line-control rounded-control bg-surface text-13 text-fg ' +
  'focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:border-transparent ' +
  'aria-invalid:border-danger aria-invalid:focus-visible:outline-danger ' +
  'disabled:bg-sunken disabled:border-line-strong disabled:text-fg-3 disabled:cursor-not-allowed phone:text-16';

export const controlSizes = {
  medium: 'h-7 px-2 phone:h-10',
  large: 'h-8 px-2.5 phone:h-11',
} as const;

export type ControlSize = keyof typeof controlSizes;

type FieldFrameProps = FieldText & { id: string; className?: string | undefined; children: ReactNode };

export function FieldFrame({
  id,
  label,
  hideLabel,
  hint,
  warning,
  error,
  className,
  children,
}: FieldFrameProps) {
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-12 font-medium text-fg-2'}>
        {label}
      </label>
      {children}
      <FieldNotes id={id} error={error} warning={warning} hint={hint} />
    </div>
  );
}

/** Under the control of `id`, which `describedBy` leads to them. */
export function FieldNotes({
  id,
  error,
  warning,
  hint,
}: Pick<FieldText, 'error' | 'warning' | 'hint'> & { id: string }) {
  return (
    <>
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1 text-12 text-danger">
          <X aria-hidden className="mt-0.5 size-3 shrink-0" />
          <span className="min-w-0 wrap-anywhere">{error}</span>
        </p>
      )}
      {warning && (
        <p id={`${id}-warning`} className="text-12 text-warn">
          {warning}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-12 text-fg-3">
          {hint}
        </p>
      )}
    </>
  );
}
