'use client';

import { type KeyboardEventHandler, type ToggleEvent, useEffect, useId, useRef, useState } from 'react';
import { keepBeside, type Placement } from './place-beside.ts';

/** What the button that opens a popover must carry; spread it on the button. */
export interface PopoverTriggerProps {
  id: string;
  popoverTarget: string;
  'aria-haspopup': 'dialog' | 'menu';
  'aria-expanded': boolean;
  onKeyDown?: KeyboardEventHandler<HTMLElement>;
}

/**
 * A native popover beside the button that opens it. The browser gives light dismissal, Escape, the top layer
 * and focus back to the button; this adds the place and the open state.
 */
export function useAnchoredPopover(
  kind: 'dialog' | 'menu',
  placement: Placement,
  onOpenChange?: (open: boolean) => void,
) {
  const id = useId();
  const triggerId = `${id}-trigger`;
  const popoverId = `${id}-popover`;
  const popover = useRef<HTMLDivElement>(null);
  const stop = useRef<(() => void) | null>(null);
  const [open, setOpen] = useState(false);

  useEffect(() => () => stop.current?.(), []);

  const trigger: PopoverTriggerProps = {
    id: triggerId,
    popoverTarget: popoverId,
    'aria-haspopup': kind,
    'aria-expanded': open,
  };

  function onToggle(event: ToggleEvent<HTMLDivElement>) {
    if (event.target !== event.currentTarget) return;
    const opened = event.newState === 'open';
    stop.current?.();
    stop.current = null;
    const anchor = document.getElementById(triggerId);
    if (opened && anchor) stop.current = keepBeside(event.currentTarget, anchor, placement);
    setOpen(opened);
    onOpenChange?.(opened);
  }

  return {
    trigger,
    open,
    popover,
    popoverProps: { id: popoverId, ref: popover, popover: 'auto', onToggle } as const,
  };
}
