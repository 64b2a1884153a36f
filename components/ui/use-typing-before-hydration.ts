'use client';

import { type RefCallback, useCallback, useEffect, useRef } from 'react';

/**
 * Replays what was typed or autofilled before hydration: React and form libraries miss it and restore the old
 * text. Takes the field's ref and gives the one to use.
 */
export function useTypingBeforeHydration(
  given: RefCallback<HTMLInputElement>,
): RefCallback<HTMLInputElement> {
  const early = useRef<{ field: HTMLInputElement; text: string } | null | undefined>(undefined);
  useEffect(() => {
    // After the effects of form libraries, which subscribe in theirs.
    queueMicrotask(() => {
      if (early.current) dispatchTyped(early.current.field, early.current.text);
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

/** React ignores a value that it has seen: the old one is set by its own setter first. */
function dispatchTyped(field: HTMLInputElement, text: string): void {
  field.value = field.defaultValue;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
