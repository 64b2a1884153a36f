'use client';

import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import type { Placement } from './place-beside.ts';
import { type PopoverTriggerProps, useAnchoredPopover } from './use-anchored-popover.ts';

/** Looks of everything that floats beside its anchor. */
export const floatingClass = 'appear-base overflow-auto rounded-card bg-raised text-13 shadow-float';

export interface PopoverProps extends Placement {
  /** The accessible name of what opens. */
  label: string;
  /** Draws the button: spread the given props on it. */
  trigger: (props: PopoverTriggerProps) => ReactNode;
  /** Drawn only while open; call `close` when it is done. */
  children: (close: () => void) => ReactNode;
  onOpenChange?: ((open: boolean) => void) | undefined;
  className?: string | undefined;
}

/** A small surface beside the button that opens it; Escape or a press outside closes it. */
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
