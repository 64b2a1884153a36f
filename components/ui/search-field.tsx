'use client';

import { Search, X } from 'lucide-react';
import { type ComponentProps, type Ref, startTransition, useOptimistic, useRef } from 'react';
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
};

/** 32 px high, role searchbox. Keys are drawn at once; `onValueChange` follows as a transition. */
export function SearchField({
  label,
  value,
  onValueChange,
  shortcut,
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
    <span className={classNames('relative flex min-w-0 items-center', className)}>
      <Search
        aria-hidden
        strokeWidth={1.5}
        className="pointer-events-none absolute start-2.5 size-4 text-fg-3"
      />
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
        className="h-8 w-full min-w-0 rounded-[7px] border border-line-control bg-surface ps-8 pe-8 text-13 text-fg focus-visible:-outline-offset-1 focus-visible:border-transparent phone:h-10 phone:text-16 [&::-webkit-search-cancel-button]:hidden"
      />
      {typed !== '' ? (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => {
            change('');
            element.current?.focus();
          }}
          className="absolute end-1 grid size-6 place-content-center rounded-mark text-fg-3 hover:bg-active hover:text-fg"
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
