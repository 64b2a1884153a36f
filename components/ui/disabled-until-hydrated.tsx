'use client';

import { Activity, type ReactNode, useSyncExternalStore } from 'react';

const never = () => () => {};

/** False until hydration; a press before that is lost. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

/** aria-disabled until React has hydrated, so that test drivers wait. */
export function DisabledUntilHydrated({ children }: { children: ReactNode }) {
  const isHydrated = useHydrated();
  return (
    <div className="contents" aria-disabled={isHydrated ? undefined : true}>
      {children}
    </div>
  );
}

/**
 * Hydrates a large part separately, after its surroundings, so that a search box above a list responds first.
 * Give it memoized children: a rerender hydrates it at once.
 */
export function HydrationIsland({ children }: { children: ReactNode }) {
  return (
    <Activity>
      <DisabledUntilHydrated>{children}</DisabledUntilHydrated>
    </Activity>
  );
}
