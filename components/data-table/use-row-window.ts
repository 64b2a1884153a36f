'use client';

import { type RefObject, startTransition, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { type RowWindow, rowWindow, scrollTopFor } from './row-window.ts';

/** The server knows no window height; more than a tall screen holds. */
const serverRows = 40;

/** Pixels. */
export type SeenPart = { readonly top: number; readonly height: number };

/**
 * `start`: the scroll position to restore. The first result is the same on server and browser, so hydration
 * moves nothing.
 */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  start: SeenPart | undefined,
) {
  const [range, setRange] = useState<RowWindow>(() =>
    start ? rowWindow(start.top, start.height, count) : { first: 0, end: serverRows },
  );
  // From events: reading it would force a layout of every new row.
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
    // Removing surplus server rows can wait for keys.
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
    // As a transition: otherwise it would be drawn twice before a paint.
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
