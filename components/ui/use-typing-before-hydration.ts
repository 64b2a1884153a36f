'use client';

import { type RefCallback, useCallback, useEffect, useRef } from 'react';

/**
 * Counts what was typed, or filled in by the browser, before the page's script took the field over: React and form
 * libraries hear nothing of it and put the old text back. Takes the field's own ref and gives the one to use instead.
 */
export function useTypingBeforeHydration(
  given: RefCallback<HTMLInputElement>,
): RefCallback<HTMLInputElement> {
  const early = useRef<{ field: HTMLInputElement; text: string } | null | undefined>(undefined);
  useEffect(() => {
    // After the effects of whoever listens: a form library subscribes in its own.
    queueMicrotask(() => {
      if (early.current) sayTyped(early.current.field, early.current.text);
      early.current = null;
    });
  }, []);
  return useCallback(
    (field: HTMLInputElement | null) => {
      if (field && early.current === undefined) {
        const isTyped = field.value !== field.defaultValue && !field.readOnly;
        early.current = isTyped ? { field, text: field.value } : null;
      }
      given(field);
    },
    [given],
  );
}

/** As if it was typed now. React tells no change of a value that it has seen: the old one is set by its own way first. */
function sayTyped(field: HTMLInputElement, text: string): void {
  field.value = field.defaultValue;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
