'use client';

import type { ReactNode } from 'react';
import { useHydrated } from './use-hydrated.ts';

/** Before the browser has taken over, controls say so; automated hands wait for that instead of pressing in vain. */
export function UntilAwake({ children }: { children: ReactNode }) {
  const isHydrated = useHydrated();
  return (
    <div className="contents" aria-disabled={isHydrated ? undefined : true}>
      {children}
    </div>
  );
}
