'use client';

import { Ellipsis } from 'lucide-react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { Button, CloseButton, IconButton } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { useBottomBar } from '#components/ui/use-bottom-bar.ts';
import type { SelectionVerb } from './selection-preview.ts';
import type { SelectionAct } from './use-selection-acts.ts';

interface SelectionToolbarProps {
  bar: RefObject<HTMLDivElement | null>;
  /** How many, and why nothing can be done. */
  children: ReactNode;
  acts: readonly SelectionAct[];
  /** Other selections. */
  others: readonly { name: string; run: () => void }[];
  editing: SelectionVerb | null;
  onClear: () => void;
}

/** Between the toolbar's foot and the window's. */
const marginPx = 14;

/** Floats over the list's end; on a phone above the navigation, with two words and a menu. */
export function SelectionToolbar({ bar, children, acts, others, editing, onClear }: SelectionToolbarProps) {
  useBottomBar(bar, marginPx);
  const inMenu = [
    ...acts
      .filter(({ opens }) => opens === undefined)
      .map(({ name, icon: Icon, run }) => ({ name, run, icon: <Icon aria-hidden strokeWidth={1.5} /> })),
    ...others.map((other) => ({ ...other, icon: null })),
  ];
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label="Selection"
      onKeyDown={moveInToolbar}
      className="appear-base absolute bottom-3.5 left-1/2 z-20 flex min-h-11 w-max max-w-[calc(100%-16px)] -translate-x-1/2 flex-wrap items-center gap-x-1 rounded-card bg-raised py-1.5 ps-3.5 pe-1.5 shadow-float forced-colors:border phone:fixed phone:bottom-[calc(65px+env(safe-area-inset-bottom))] low:phone:bottom-2 phone:min-h-13 phone:w-[calc(100%-16px)] phone:gap-x-0"
    >
      <p className="me-1.5 tabular-nums phone:me-auto">{children}</p>
      {others.map(({ name, run }) => (
        <Button key={name} look="quiet" className="text-accent! phone:hidden" onClick={run}>
          {name}
        </Button>
      ))}
      <span aria-hidden className="mx-1 h-5 border-s border-line phone:hidden" />
      {acts.map(({ name, key, icon: Icon, opens, run }) => (
        <Button
          key={name}
          look="quiet"
          {...(opens && { 'aria-haspopup': 'dialog', 'aria-expanded': editing === opens })}
          className={opens ? 'aria-expanded:bg-active aria-expanded:text-fg phone:px-2' : 'phone:hidden'}
          icon={<Icon aria-hidden strokeWidth={1.5} className="size-3.5 phone:hidden" />}
          onClick={run}
        >
          {name}
          <span aria-hidden className="phone:hidden">
            <Kbd keys={[key.toUpperCase()]} />
          </span>
        </Button>
      ))}
      {inMenu.length > 0 && (
        <span className="hidden phone:contents">
          <Menu
            label="More for the selection"
            side="above"
            align="end"
            trigger={(trigger) => (
              <IconButton
                {...trigger}
                label="More for the selection"
                icon={<Ellipsis aria-hidden strokeWidth={1.5} className="size-4" />}
              />
            )}
          >
            {inMenu.map(({ name, icon, run }) => (
              <MenuItem key={name} icon={icon} onSelect={run}>
                {name}
              </MenuItem>
            ))}
          </Menu>
        </span>
      )}
      <CloseButton label="Clear selection" onClick={onClear} />
    </div>
  );
}

/** Arrows, Home and End, as in every toolbar. */
function moveInToolbar(event: KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>(':scope button')].filter(
    (button) => button.offsetParent !== null && button.closest('[popover]') === null,
  );
  const at = buttons.findIndex((button) => button.matches(':focus'));
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  buttons[(to + buttons.length) % buttons.length]?.focus();
}
