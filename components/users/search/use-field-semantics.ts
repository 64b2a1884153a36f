'use client';

import { type RefObject, useEffect, useRef } from 'react';

type FieldSemantics = {
  listId: string | undefined;
  optionId: string | undefined;
  onMove: () => void;
  onLeave: () => void;
  /** Before other handlers; true: handled. */
  press: (event: KeyboardEvent) => boolean;
};

/**
 * Gives a search field elsewhere its listbox. The field keeps the role searchbox, by which it is found; ARIA
 * allows these attributes there, but not `aria-expanded`.
 */
export function useFieldSemantics(
  field: RefObject<HTMLInputElement | null>,
  semantics: FieldSemantics,
): void {
  const { listId, optionId } = semantics;
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    element.setAttribute('aria-autocomplete', 'list');
    if (listId) element.setAttribute('aria-controls', listId);
    if (optionId) element.setAttribute('aria-activedescendant', optionId);
    return () => {
      element.removeAttribute('aria-controls');
      element.removeAttribute('aria-activedescendant');
    };
  }, [field, listId, optionId]);

  const latest = useRef(semantics);
  useEffect(() => {
    latest.current = semantics;
  });
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    const stop = new AbortController();
    const { signal } = stop;
    const moves = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End']);
    element.addEventListener('click', () => latest.current.onMove(), { signal });
    element.addEventListener('blur', () => latest.current.onLeave(), { signal });
    element.addEventListener('keyup', ({ key }) => moves.has(key) && latest.current.onMove(), { signal });
    element.addEventListener(
      'keydown',
      (event) => {
        if (!latest.current.press(event)) return;
        event.preventDefault();
        event.stopPropagation();
      },
      { signal },
    );
    return () => stop.abort();
  }, [field]);
}
