'use client';

import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import type { Placement } from './place-beside.ts';
import { type PopoverTriggerProps, useAnchoredPopover } from './use-anchored-popover.ts';

export const floatingClass = 'appear-base overflow-auto rounded-card bg-raised text-13 shadow-float';

export interface PopoverProps extends Placement {
  /** The accessible name. */
  label: string;
  /** Spread the given props on the button. */
  trigger: (props: PopoverTriggerProps) => ReactNode;
  /** Drawn only while open; `close` closes it. */
  children: (close: () => void) => ReactNode;
  onOpenChange?: ((open: boolean) => void) | undefined;
  className?: string | undefined;
}

/** Escape or a press outside closes it. */
export function Popover({ label, trigger, children, onOpenChange, className, ...placement }: PopoverProps) {
  const {
    trigger: triggerProps,
    open,
    popover,
    popoverProps,
  } = useAnchoredPopover('dialog', placement, onOpenChange);
  return (
    <>
      {trigger(triggerProps)}
      <div
        {...popoverProps}
        role="dialog"
        aria-label={label}
        className={classNames(floatingClass, className)}
      >
        {open && children(() => popover.current?.hidePopover())}
      </div>
    </>
  );
}
