'use client';

import { createContext, useContext, useSyncExternalStore } from 'react';

const ZoneContext = createContext('UTC');

/** The installation's zone for all days below. */
export const ZoneProvider = ZoneContext.Provider;

/** The installation's zone. */
export function useZone(): string {
  return useContext(ZoneContext);
}

const never = () => () => {};

/** The reader's zone, for times without a day; UTC until hydrated. */
export function useOwnZone(): string {
  return useSyncExternalStore(
    never,
    () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  );
}
