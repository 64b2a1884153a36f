'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { classNames } from './class-names.ts';

/** Height of the bar as a CSS length on the root, for toasts; absent without one. */
const heightVariable = '--bottom-bar';

interface BottomBarProps {
  /** The accessible name. */
  label: string;
  className?: string | undefined;
  children: ReactNode;
}

/** Toasts stand above it: they would cover the next button. */
export function BottomBar({ label, className, children }: BottomBarProps) {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = bar.current;
    if (!element) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => style.setProperty(heightVariable, `${element.offsetHeight}px`));
    observer.observe(element);
    return () => {
      observer.disconnect();
      style.removeProperty(heightVariable);
    };
  }, []);
  return (
    <section
      ref={bar}
      aria-label={label}
      className={classNames(
        'flex shrink-0 flex-wrap gap-x-3 gap-y-2 border-t border-line bg-raised px-4 py-2.5',
        className,
      )}
    >
      {children}
    </section>
  );
}
