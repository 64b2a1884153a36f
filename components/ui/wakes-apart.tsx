'use client';

import { Activity, type ReactNode } from 'react';
import { useHydrated } from '#components/tags/use-hydrated.ts';

/**
 * A large part of a page that the browser takes over by itself, bit by bit, after what stands around it: a key pressed
 * in a search box above a list does not wait for the list's rows.
 */
export function WakesApart({ children }: { children: ReactNode }) {
  return (
    <Activity>
      <UntilAwake>{children}</UntilAwake>
    </Activity>
  );
}

/** Before the browser has taken over, controls say so; automated hands wait for that instead of pressing in vain. */
export function UntilAwake({ children }: { children: ReactNode }) {
  const isHydrated = useHydrated();
  return (
    <div className="contents" aria-disabled={isHydrated ? undefined : true}>
      {children}
    </div>
  );
}
