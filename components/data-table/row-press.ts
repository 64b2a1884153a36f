/** What a press on a row means: its text may be dragged over and copied, and what is in it acts for itself. */
import type { MouseEvent, PointerEvent } from 'react';

const ownPress = 'a, button, input, select, textarea, label, summary, [role="button"]';
/** In pixels; a hand is never quite still. */
const maxMoved = 4;

/** One pointer at a time. */
let begun: { x: number; y: number; closes: boolean } | null = null;

export function beginPress({ clientX, clientY }: PointerEvent<HTMLElement>): void {
  // Such a press only closes what is open; at its end nothing shows that any more.
  const closes = document.querySelector('[popover="auto"]:popover-open') !== null;
  begun = { x: clientX, y: clientY, closes };
}

/**
 * Of a click, also by the middle button. `beside`: as a link would be opened in a new tab. null: not meant for
 * the row.
 */
export function readPress(event: MouseEvent<HTMLElement>): 'here' | 'beside' | null {
  const { target, currentTarget: row, button, clientX, clientY } = event;
  const start = begun;
  begun = null;
  if (button > 1 || event.shiftKey || event.altKey || isOwnPress(target)) return null;
  if (start?.closes) return null;
  if (start && Math.hypot(clientX - start.x, clientY - start.y) > maxMoved) return null;
  const selection = getSelection();
  if (selection && !selection.isCollapsed && selection.containsNode(row, true)) return null;
  return button === 1 || event.ctrlKey || event.metaKey ? 'beside' : 'here';
}

/** Also near a check box: nobody who misses it wants to leave the list. */
export function isOwnPress(target: EventTarget): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest(ownPress) !== null || target.closest('td')?.querySelector('input') != null;
}

/** By the link in its head. */
export function openBeside(row: HTMLElement): void {
  const href = row.querySelector<HTMLAnchorElement>('th a[href]')?.href;
  if (href !== undefined) window.open(href, '_blank', 'noopener');
}
