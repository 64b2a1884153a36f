'use client';

import { Check } from 'lucide-react';
import {
  createContext,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useContext,
  useLayoutEffect,
  useRef,
} from 'react';
import { classNames } from './class-names.ts';
import { isComposing } from './is-composing.ts';
import { Kbd } from './kbd.tsx';
import type { Placement } from './place-beside.ts';
import { floatingClass } from './popover.tsx';
import { type PopoverTriggerProps, useAnchoredPopover } from './use-anchored-popover.ts';

const CloseMenu = createContext<() => void>(() => {});

/** `at`: ms. */
type Typed = { text: string; at: number };

const nothingTyped: Typed = { text: '', at: 0 };

/** A longer pause starts a new word. */
const typedTogetherMs = 700;

export interface MenuProps extends Placement {
  label: string;
  /** Spread the given props on the button. */
  trigger: (props: PopoverTriggerProps) => ReactNode;
  children: ReactNode;
  className?: string | undefined;
}

/** Arrows, Home, End, type-ahead; Escape closes and returns the focus. */
export function Menu({ label, trigger, children, className, ...placement }: MenuProps) {
  const { trigger: triggerProps, opening, popover, popoverProps } = useAnchoredPopover('menu', placement);
  const close = () => popover.current?.hidePopover();
  const typed = useRef(nothingTyped);
  // The browser shows a menu before its items are drawn: it has the keys from then on. null: drawn.
  const early = useRef<Press[] | null>([]);

  useLayoutEffect(() => popover.current?.setAttribute('autofocus', ''), [popover]);
  useLayoutEffect(() => {
    if (!opening || !popover.current) return;
    const presses = early.current ?? [];
    early.current = null;
    typed.current = nothingTyped;
    popover.current.querySelector<HTMLElement>('[role^="menuitem"]:not([aria-disabled="true"])')?.focus();
    for (const press of presses) {
      if (press.key === 'Enter') document.activeElement?.closest<HTMLElement>('[role^="menuitem"]')?.click();
      else moveInMenu(popover.current, press, typed);
    }
  }, [opening, popover]);

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    // With one of these it is a hotkey of the page.
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Tab') close();
    else if (early.current) early.current.push(event);
    else if (moveInMenu(event.currentTarget, event, typed)) event.preventDefault();
  }

  function onTriggerKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    event.currentTarget.click();
  }

  return (
    <>
      {trigger({ ...triggerProps, onKeyDown: onTriggerKeyDown })}
      <div
        {...popoverProps}
        role="menu"
        tabIndex={-1}
        aria-label={label}
        onKeyDown={onKeyDown}
        onBeforeToggle={() => {
          early.current = [];
        }}
        className={classNames(floatingClass, 'min-w-50 p-1', className)}
      >
        {opening && <CloseMenu value={close}>{children}</CloseMenu>}
      </div>
    </>
  );
}

export interface MenuItemProps {
  icon?: ReactNode;
  children: ReactNode;
  /** Shortcut. */
  keys?: readonly string[] | undefined;
  /** At the end, e.g. why it is off. */
  note?: ReactNode;
  disabled?: boolean | undefined;
  tone?: 'danger' | undefined;
  /** Makes it a radio item. */
  checked?: boolean | undefined;
  onSelect: () => void;
}

/** Choosing closes the menu. */
export function MenuItem({
  icon,
  children,
  keys,
  note,
  disabled = false,
  tone,
  checked,
  onSelect,
}: MenuItemProps) {
  const close = useContext(CloseMenu);
  return (
    <button
      type="button"
      {...(checked === undefined ? { role: 'menuitem' } : { role: 'menuitemradio', 'aria-checked': checked })}
      tabIndex={-1}
      aria-disabled={disabled || undefined}
      onClick={() => {
        if (disabled) return;
        close();
        onSelect();
      }}
      onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
      className={classNames(
        'flex min-h-7 w-full items-center gap-2 rounded-chip px-2 text-start outline-none focus:bg-active phone:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0',
        disabled
          ? 'cursor-not-allowed text-fg-3'
          : tone === 'danger'
            ? 'text-danger'
            : 'text-fg [&_svg]:text-fg-3',
      )}
    >
      {icon}
      <span className="min-w-0 truncate">{children}</span>
      <span className="ms-auto flex items-center gap-2 ps-4 text-11 font-medium text-fg-3 tabular-nums">
        {note}
        {keys && <Kbd keys={keys} />}
        {checked && <Check aria-hidden strokeWidth={1.5} className="text-fg" />}
      </span>
    </button>
  );
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset aria-label={label}>
      <div aria-hidden className="px-2 pt-1.5 pb-0.5 text-11 font-medium text-fg-3">
        {label}
      </div>
      {children}
    </fieldset>
  );
}

export function MenuSeparator() {
  return <hr className="-mx-1 my-1 border-t border-line" />;
}

/** When a key was pressed counts, not when the browser came to it. */
type Press = { key: string; timeStamp: number };

/** Arrows wrap, Home and End go to the ends, letters to the next match. False: the key means nothing here. */
function moveInMenu(menu: HTMLElement, press: Press, typed: RefObject<Typed>): boolean {
  const items = Array.from(menu.querySelectorAll<HTMLElement>('[role^="menuitem"]'));
  if (items.length === 0) return false;
  const at = items.findIndex((item) => item.matches(':focus'));
  const to = nextIndex(items, at, press, typed);
  if (to === null) return false;
  items[to]?.focus();
  return true;
}

function nextIndex(
  items: readonly HTMLElement[],
  at: number,
  press: Press,
  typed: RefObject<Typed>,
): number | null {
  const { key, timeStamp } = press;
  const goesOn = typed.current.text !== '' && timeStamp - typed.current.at < typedTogetherMs;
  if (key === 'ArrowDown') return (at + 1) % items.length;
  if (key === 'ArrowUp') return (Math.max(at, 0) - 1 + items.length) % items.length;
  if (key === 'Home') return 0;
  if (key === 'End') return items.length - 1;
  if (key.length !== 1 || (key === ' ' && !goesOn)) return null;
  const text = (goesOn ? typed.current.text : '') + key.toLowerCase();
  typed.current = { text, at: timeStamp };
  // The same letter again cycles; a longer word may stay on its match.
  const isOneLetter = [...text].every((letter) => letter === text[0]);
  const word = isOneLetter ? key.toLowerCase() : text;
  for (let step = isOneLetter ? 1 : 0; step <= items.length; step++) {
    const index = (Math.max(at, 0) + step + items.length) % items.length;
    if (items[index]?.textContent?.trim().toLowerCase().startsWith(word)) return index;
  }
  return null;
}
