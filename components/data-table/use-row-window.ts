'use client';

import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';
import { type RowWindow, rowWindow, scrollTopFor } from './row-window.ts';

/** How many rows the server draws, which knows no window; more than a tall screen holds. */
const serverRows = 40;

/**
 * The rows to draw of a scrolled list, kept true while it is scrolled or resized.
 * The first result is the same on the server and in the browser, so nothing moves when the page wakes up.
 */
export function useRowWindow(scroller: RefObject<HTMLElement | null>, count: number) {
  const [range, setRange] = useState<RowWindow>({ first: 0, end: serverRows });

  const update = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const next = rowWindow(element.scrollTop, element.clientHeight, count);
    setRange((now) => (now.first === next.first && now.end === next.end ? now : next));
  }, [scroller, count]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    update();
    const observer = new ResizeObserver(update);
    observer.observe(element);
    element.addEventListener('scroll', update, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', update);
    };
  }, [scroller, update]);

  const scrollToRow = useCallback(
    (index: number) => {
      const element = scroller.current;
      if (element) element.scrollTop = scrollTopFor(index, element.scrollTop, element.clientHeight);
    },
    [scroller],
  );

  return { first: Math.min(range.first, count), end: Math.min(range.end, count), scrollToRow };
}
