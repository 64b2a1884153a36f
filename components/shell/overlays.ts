import { flushSync } from 'react-dom';
import { afterPaint } from '#components/ui/after-paint.ts';
import { holdKeys, releaseKeys } from './held-keys.ts';

/** One overlay at a time, loaded on first use. */
export type Overlay = 'palette' | 'keyboard-help';

let open: Overlay | null = null;
const listeners = new Set<() => void>();

function set(next: Overlay | null): void {
  // One that is open would stay above the overlay.
  for (const popover of document.querySelectorAll<HTMLElement>('[popover="auto"]:popover-open'))
    popover.hidePopover();
  open = next;
  for (const listener of listeners) listener();
}

export function openPalette(): void {
  holdKeys(() => Boolean(document.activeElement?.matches('[role="dialog"] input')));
  set('palette');
}

export function openKeyboardHelp(): void {
  set('keyboard-help');
}

export function closeOverlay(): void {
  set(null);
}

/** `act`: once the focus is back where it was. Keys wait for it. */
export function closeOverlayFor(act: () => void): void {
  holdKeys();
  set(null);
  afterPaint(() => {
    releaseKeys();
    // Drawn before the keys are given: they may be for a field that the act fills.
    flushSync(act);
  });
}

export function currentOverlay(): Overlay | null {
  return open;
}

export function subscribeToOverlay(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
