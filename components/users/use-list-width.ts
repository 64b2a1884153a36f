'use client';

import { type RefObject, useLayoutEffect, useState } from 'react';
import { steppedWidth } from './column-widths.ts';

/** In pixels; the server's until measured. */
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
