'use client';

import { type ReactNode, useRef } from 'react';
import { classNames } from './class-names.ts';
import { useBottomBar } from './use-bottom-bar.ts';

interface BottomBarProps {
  /** The accessible name. */
  label: string;
  className?: string | undefined;
  children: ReactNode;
}

export function BottomBar({ label, className, children }: BottomBarProps) {
  const bar = useRef<HTMLElement>(null);
  useBottomBar(bar);
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
