'use client';

import { Activity, type ReactNode } from 'react';
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

/**
 * A large part of a page that the browser takes over by itself, bit by bit, after what stands around it: a key pressed
 * in a search box above a list does not wait for the list's rows. Give it as what a memo returns: drawn again by its
 * surroundings it would be taken over at once.
 */
export function WakesApart({ children }: { children: ReactNode }) {
  return (
    <Activity>
      <UntilAwake>{children}</UntilAwake>
    </Activity>
  );
}
