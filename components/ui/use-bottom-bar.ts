'use client';

import { type RefObject, useEffect } from 'react';

/** Height of the bar as a CSS length on the root, for toasts; absent without one. */
const heightVariable = '--bottom-bar';

/** Toasts stand above it: they would cover its buttons. `marginPx`: below it. */
export function useBottomBar(bar: RefObject<HTMLElement | null>, marginPx = 0): void {
  useEffect(() => {
    const element = bar.current;
    if (!element) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() =>
      style.setProperty(heightVariable, `${element.offsetHeight + marginPx}px`),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      style.removeProperty(heightVariable);
    };
  }, [bar, marginPx]);
}
