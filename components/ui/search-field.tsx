'use client';

import { Search, X } from 'lucide-react';
import { type ComponentProps, type ReactNode, type Ref, startTransition, useOptimistic, useRef } from 'react';
import { classNames } from './class-names.ts';
import { isComposing } from './is-composing.ts';
import { Kbd } from './kbd.tsx';
import { literalText } from './literal-text.ts';
import { useMergedRef } from './use-merged-ref.ts';
import { useTypingBeforeHydration } from './use-typing-before-hydration.ts';

export type SearchFieldProps = Omit<ComponentProps<'input'>, 'type' | 'value' | 'onChange' | 'ref'> & {
  ref?: Ref<HTMLInputElement> | undefined;
  /** The accessible name. */
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  /** Shown while the field is empty. */
  shortcut?: string | undefined;
  /** In the frame before the input. One with `data-covers` stands for the whole text until that is edited. */
  before?: ReactNode;
};

/** What is before the input may take some lines; the input goes on in the last. Low windows have room for one. */
const framedClass =
  'has-[>[role=group]]:max-h-26 has-[>[role=group]]:flex-wrap has-[>[role=group]]:gap-1 has-[>[role=group]]:overflow-y-auto has-[>[role=group]]:py-0.75 phone:has-[>[role=group]]:max-h-56 phone:has-[>[role=group]]:basis-full phone:has-[>[role=group]]:py-1 low:has-[>[role=group]]:max-h-11 low:phone:has-[>[role=group]]:basis-0';
const behindClass =
  '[[role=group]~&]:ms-0 [[role=group]~&]:h-6 [[role=group]~&]:min-w-24 [[role=group]~&]:ps-0.5 phone:[[role=group]~&]:h-8 [[data-covers]~&:not(:focus)]:indent-[-9999rem]';

/** 32 px high, role searchbox. Keys are drawn at once; `onValueChange` follows as a transition. */
export function SearchField({
  label,
  value,
  onValueChange,
  shortcut,
  before,
  className,
  ref,
  onKeyDown,
  ...rest
}: SearchFieldProps) {
  const element = useRef<HTMLInputElement>(null);
  const mergedRef = useTypingBeforeHydration(useMergedRef(element, ref));
  const [typed, setTyped] = useOptimistic(value);
  const change = (next: string) =>
    startTransition(() => {
      setTyped(next);
      onValueChange(next);
    });
  return (
    <span
      className={classNames(
        'relative flex min-h-8 min-w-0 items-center rounded-[7px] border border-line-control bg-surface ps-2.5 pe-8 has-[>input:focus-visible]:border-transparent has-[>input:focus-visible]:outline-2 has-[>input:focus-visible]:-outline-offset-1 has-[>input:focus-visible]:outline-focus phone:min-h-10',
        before ? framedClass : null,
        className,
      )}
    >
      <Search aria-hidden strokeWidth={1.5} className="pointer-events-none size-4 shrink-0 text-fg-3" />
      {before}
      <input
        {...literalText}
        {...rest}
        ref={mergedRef}
        type="search"
        aria-label={label}
        value={typed}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          // Some browsers clear a search field on Escape: it may hold a long filter.
          if (event.key === 'Escape') {
            event.preventDefault();
            event.currentTarget.blur();
          }
          onKeyDown?.(event);
        }}
        className={classNames(
          '-ms-4 h-7.5 min-w-0 flex-1 rounded-[7px] bg-transparent ps-5.5 text-13 text-fg outline-none phone:h-9.5 phone:text-16 [&::-webkit-search-cancel-button]:hidden',
          before ? behindClass : null,
        )}
      />
      {typed !== '' ? (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => {
            change('');
            element.current?.focus();
          }}
          className="absolute end-1 top-0.75 grid size-6 phone:top-1.75 place-content-center rounded-mark text-fg-3 hover:bg-active hover:text-fg"
        >
          <X aria-hidden strokeWidth={1.5} className="size-3.5" />
        </button>
      ) : (
        shortcut !== undefined && (
          <span aria-hidden className="pointer-events-none absolute end-2 flex">
            <Kbd keys={[shortcut]} />
          </span>
        )
      )}
    </span>
  );
}
