'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

/** A page may stream its heading. */
const maxMs = 3_000;

/** Where navigation left nothing focused, the new screen's heading is: it is announced, and Tab goes on there. */
export function FocusHeading() {
  const pathname = usePathname();
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    const until = performance.now() + maxMs;
    let frame = 0;
    const look = () => {
      if (document.activeElement !== document.body) return;
      const heading = document.querySelector<HTMLElement>('#work h1');
      heading?.setAttribute('tabindex', '-1');
      heading?.focus({ preventScroll: true });
      if (!heading && performance.now() < until) frame = requestAnimationFrame(look);
    };
    look();
    return () => cancelAnimationFrame(frame);
  }, [pathname]);
  return null;
}
