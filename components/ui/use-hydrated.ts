'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** False until hydration; a press before that is lost. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
