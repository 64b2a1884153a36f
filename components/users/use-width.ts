'use client';

import { type RefObject, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { maxPhoneWidth } from '#lib/shared/window-width.ts';
import { steppedWidth } from './column-widths.ts';

const query = `(max-width: ${maxPhoneWidth}px)`;

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}

/** As wide as a phone. `guess`: the server's. */
export function useNarrow(guess: boolean): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => guess,
  );
}

/** An element's, in pixels; the server's until measured. */
export function useListWidth(element: RefObject<HTMLElement | null>, supposed: number): number {
  const [width, setWidth] = useState(supposed);
  useLayoutEffect(() => {
    const watched = element.current;
    if (!watched) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(steppedWidth(entry.contentRect.width));
    });
    observer.observe(watched);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
