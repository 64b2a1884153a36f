'use client';

import { type RefObject, useLayoutEffect, useState } from 'react';
import { listWidthCookie } from './column-widths.ts';

/** Steps, so that resizing does not redraw every row at every pixel. */
const step = 8;
const year = 31_536_000;

/**
 * In pixels; the server's guess until measured. In a cookie, so that the server renders as many chips as fit.
 */
export function useListWidth(element: RefObject<HTMLElement | null>, supposed: number): number {
  const [width, setWidth] = useState(supposed);
  useLayoutEffect(() => {
    const watched = element.current;
    if (!watched) return;
    let remember: ReturnType<typeof setTimeout> | undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const measured = Math.floor(entry.contentRect.width / step) * step;
      setWidth(measured);
      clearTimeout(remember);
      // The Cookie Store is absent over plain http.
      remember = setTimeout(() => {
        Reflect.set(
          document,
          'cookie',
          `${listWidthCookie}=${measured}; path=/users; max-age=${year}; samesite=lax`,
        );
      }, 300);
    });
    observer.observe(watched);
    return () => {
      clearTimeout(remember);
      observer.disconnect();
    };
  }, [element]);
  return width;
}
