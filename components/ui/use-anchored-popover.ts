'use client';

import { type KeyboardEventHandler, type ToggleEvent, useEffect, useId, useRef, useState } from 'react';
import { keepBeside, type Placement } from './place-beside.ts';

/** Spread it on the button. */
export interface PopoverTriggerProps {
  id: string;
  popoverTarget: string;
  'aria-haspopup': 'dialog' | 'menu';
  'aria-expanded': boolean;
  onKeyDown?: KeyboardEventHandler<HTMLElement>;
}

/**
 * A native popover: light dismissal, Escape, top layer and focus return are the browser's; this adds position
 * and open state.
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
  // The browser tells a quick closing and opening as one: each opening is a new object.
  const [opening, setOpening] = useState<object | null>(null);

  useEffect(() => () => stop.current?.(), []);

  const trigger: PopoverTriggerProps = {
    id: triggerId,
    popoverTarget: popoverId,
    'aria-haspopup': kind,
    'aria-expanded': opening !== null,
  };

  function onToggle(event: ToggleEvent<HTMLDivElement>) {
    if (event.target !== event.currentTarget) return;
    const opened = event.newState === 'open';
    stop.current?.();
    stop.current = null;
    const anchor = document.getElementById(triggerId);
    if (opened && anchor) stop.current = keepBeside(event.currentTarget, anchor, placement);
    setOpening(opened ? {} : null);
    onOpenChange?.(opened);
  }

  return {
    trigger,
    open: opening !== null,
    opening,
    popover,
    popoverProps: { id: popoverId, ref: popover, popover: 'auto', onToggle } as const,
  };
}
