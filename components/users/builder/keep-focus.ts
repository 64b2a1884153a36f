'use client';

import { type MouseEvent, type RefObject, useLayoutEffect, useRef } from 'react';

/** `line`: counted from the top; `act`: of the control. */
type Place = { line: number; act: string };

/**
 * Keeps the focus while the filter is redrawn. `root` holds lines (`data-line`) and controls (`data-act`).
 * The focus goes to the pressed control, else to its line's successor, else to the last line or the first
 * control.
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
  // A merged group has no control of its own: the outer one's is above.
  const nearest = [...lines.slice(0, at + 1).reverse(), ...lines.slice(at + 1)];
  for (const each of nearest) {
    const control = each.querySelector<HTMLElement>(`[data-act="${act}"]`);
    if (control) return control;
  }
  return lines[at]?.querySelector<HTMLElement>('[data-act]') ?? null;
}
