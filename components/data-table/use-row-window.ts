'use client';

import { type RefObject, startTransition, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { type RowWindow, rowWindow, scrollTopFor } from './row-window.ts';

/** How many rows the server draws, which knows no window; more than a tall screen holds. */
const serverRows = 40;

/** How far a list is scrolled and how much of it is seen, in pixels. */
export type SeenPart = { readonly top: number; readonly height: number };

/**
 * The rows to draw of a scrolled list, kept true while it is scrolled or resized. `start`: what was seen of it when one
 * comes back. The first result is the same on the server and in the browser, so nothing moves when the page wakes up.
 */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  start: SeenPart | undefined,
) {
  const [range, setRange] = useState<RowWindow>(() =>
    start ? rowWindow(start.top, start.height, count) : { first: 0, end: serverRows },
  );
  // As the browser's events told it: asked in between, it would lay out every new row at once to answer.
  const seen = useRef({ top: start?.top ?? 0, height: start?.height ?? 0, count });

  const update = useCallback(() => {
    const { top, height, count: rows } = seen.current;
    const next = rowWindow(top, height, rows);
    setRange((now) => (now.first === next.first && now.end === next.end ? now : next));
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    if (seen.current.top > 0) element.scrollTop = seen.current.top;
    const onScroll = () => {
      seen.current.top = element.scrollTop;
      update();
    };
    const onResize = () => {
      seen.current.height = element.clientHeight;
      onScroll();
    };
    // The server's rows are enough or too many: that some go can wait until no key does.
    startTransition(onResize);
    const observer = new ResizeObserver(onResize);
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, update]);

  useLayoutEffect(() => {
    seen.current.count = count;
    // Another list, or one that grew: drawn at once it would be drawn twice before anything is painted.
    startTransition(update);
  }, [count, update]);

  const scrollToRow = useCallback(
    (index: number) => {
      const { top, height } = seen.current;
      const wanted = scrollTopFor(index, top, height);
      if (!scroller.current || wanted === top) return;
      scroller.current.scrollTop = wanted;
      seen.current.top = wanted;
    },
    [scroller],
  );
  const scrollToTop = useCallback(() => {
    if (scroller.current && seen.current.top > 0) scroller.current.scrollTop = 0;
  }, [scroller]);

  return {
    first: Math.min(range.first, count),
    end: Math.min(range.end, count),
    scrollToRow,
    scrollToTop,
    seenPart: useCallback((): SeenPart => ({ top: seen.current.top, height: seen.current.height }), []),
  };
}
