'use client';

import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { findFolded } from '#lib/shared/text/fold.ts';
import { afterPress } from './after-press.ts';
import { classNames } from './class-names.ts';
import { keepBeside } from './place-beside.ts';
import { floatingClass } from './popover.tsx';
import { withMarks } from './verbatim.tsx';

export interface ComboboxOption {
  value: string;
  label: string;
  /** Already formatted: “18,204 users”, “already here”. */
  note?: string | undefined;
  icon?: ReactNode;
  /** Shown, but cannot be taken. */
  disabled?: boolean | undefined;
}

interface ComboboxListProps {
  id: string;
  label: ReactNode;
  anchor: RefObject<HTMLInputElement | null>;
  options: readonly ComboboxOption[];
  typed: string;
  cursor: number;
  onCursor: (index: number) => void;
  /** null: the last row, for the text as typed. */
  onTake: (option: ComboboxOption | null) => void;
  emptyText: ReactNode;
  create: ReactNode;
  /** As wide as its rows, under a much wider field. */
  narrow?: boolean | undefined;
}

const rowClass = 'flex min-h-7 cursor-pointer items-center gap-2 rounded-chip px-2 phone:min-h-11';

/** In the top layer, so that no card clips it. The focus stays in the field. */
export function ComboboxList(props: ComboboxListProps) {
  const { id, label, anchor, typed, cursor, onCursor, onTake, emptyText, narrow = false } = props;
  /** Frozen during a press: other rows must not move under the pointer. */
  const [pressed, setPressed] = useState<Pick<ComboboxListProps, 'options' | 'create'> | null>(null);
  const { options, create } = pressed ?? props;
  const floating = useRef<HTMLDivElement>(null);
  const count = options.length + (create === null ? 0 : 1);

  // Above the field the list grows upwards.
  useLayoutEffect(() => {
    const element = floating.current;
    if (!element || !anchor.current || count < 0) return;
    if (!element.matches(':popover-open')) element.showPopover();
    return keepBeside(element, anchor.current, { sameWidth: !narrow });
  }, [anchor, count, narrow]);

  useLayoutEffect(() => {
    if (cursor >= 0) document.getElementById(`${id}-option-${cursor}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, cursor]);

  const press = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    setPressed({ options, create });
    afterPress(() => setPressed(null));
  };
  const row = (index: number) => ({
    id: `${id}-option-${index}`,
    role: 'option' as const,
    tabIndex: -1,
    'aria-selected': index === cursor,
    onPointerMove: () => onCursor(index),
    onPointerDown: press,
    onClick: () => onTake(options[index] ?? null),
  });

  return (
    <div
      ref={floating}
      popover="manual"
      className={classNames(floatingClass, 'max-h-75 p-1', narrow && 'w-112 max-w-[calc(100vw-16px)]')}
    >
      <div id={`${id}-list`} role="listbox" aria-label={typeof label === 'string' ? label : 'Suggestions'}>
        {options.map((option, index) => (
          <div
            key={option.value}
            {...row(index)}
            aria-disabled={option.disabled || undefined}
            className={classNames(rowClass, index === cursor && 'bg-active', option.disabled && 'text-fg-3')}
          >
            {option.icon}
            <span className="min-w-0 truncate">
              <Matched text={option.label} typed={typed} />
            </span>
            {option.note !== undefined && (
              <span className="ms-auto ps-3 text-11 font-medium whitespace-nowrap text-fg-3 tabular-nums">
                {option.note}
              </span>
            )}
          </div>
        ))}
        {create !== null && (
          <div
            key="create"
            {...row(options.length)}
            className={classNames(rowClass, cursor === options.length && 'bg-active')}
          >
            {create}
            <span aria-hidden className="ms-auto text-11 text-fg-3">
              ↵
            </span>
          </div>
        )}
      </div>
      {count === 0 && <p className="px-2 py-1 text-fg-3">{emptyText}</p>}
    </div>
  );
}

function Matched({ text, typed }: { text: string; typed: string }) {
  const found = findFolded(text, typed.trim());
  if (!found) return withMarks(text);
  return (
    <>
      {withMarks(text.slice(0, found.from))}
      <b className="font-semibold">{withMarks(text.slice(found.from, found.to))}</b>
      {withMarks(text.slice(found.to))}
    </>
  );
}
