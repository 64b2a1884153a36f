'use client';

import { type RefCallback, useCallback, useRef } from 'react';

/**
 * For controls that take one another's place: gives the ref that each of them takes. Where the one that goes has the
 * focus, the one that comes gets it; who has gone on meanwhile is left where they are.
 */
export function usePassedFocus(): RefCallback<HTMLElement> {
  const held = useRef(false);
  return useCallback((control: HTMLElement | null) => {
    if (held.current) control?.focus();
    held.current = false;
    // Called while the control still stands in the page.
    return () => {
      held.current = control === document.activeElement;
    };
  }, []);
}
