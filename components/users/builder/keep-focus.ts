'use client';

import { type MouseEvent, type RefObject, useLayoutEffect, useRef } from 'react';

/** A control of a line: which line, counted from the top, and what the control does. */
type Place = { line: number; act: string };

/**
 * Keeps the keyboard where it is while the filter is drawn anew. Takes what holds the lines (`data-line`) and their
 * controls (`data-act`), and the filter's text; gives what is to hear of presses there. The focus goes to the control
 * that was pressed; where its line is gone, to the one that took its place, else to the last; without lines to the
 * first control of all.
 */
export function useKeptFocus(root: RefObject<HTMLElement | null>, q: string) {
  const pressed = useRef<Place | null>(null);

  useLayoutEffect(() => {
    const place = pressed.current;
    pressed.current = null;
    if (place && root.current && q !== undefined) controlAt(root.current, place)?.focus();
  }, [q, root]);

  return (event: MouseEvent) => {
    const control = event.target instanceof Element ? event.target.closest('[data-act]') : null;
    const act = control?.getAttribute('data-act');
    const line = linesOf(event.currentTarget).findIndex((each) => each.contains(control));
    pressed.current = act ? { line, act } : null;
  };
}

function linesOf(root: Element): Element[] {
  return Array.from(root.querySelectorAll('[data-line]'));
}

function controlAt(root: Element, { line, act }: Place): HTMLElement | null {
  const lines = linesOf(root);
  if (lines.length === 0) return root.querySelector<HTMLElement>('input:checked, button');
  const at = Math.min(Math.max(line, 0), lines.length - 1);
  // A group that became part of the one around it has no control of its own any more: that one's is above.
  const nearest = [...lines.slice(0, at + 1).reverse(), ...lines.slice(at + 1)];
  for (const each of nearest) {
    const control = each.querySelector<HTMLElement>(`[data-act="${act}"]`);
    if (control) return control;
  }
  return lines[at]?.querySelector<HTMLElement>('[data-act]') ?? null;
}
