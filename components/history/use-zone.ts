'use client';

import { createContext, useContext, useSyncExternalStore } from 'react';

const ZoneContext = createContext('UTC');

/** Below it every day is one of this zone: the installation's. */
export const ZoneProvider = ZoneContext.Provider;

/** The installation's time zone: what a day is, wherever one stands, and the clock beside it. */
export function useZone(): string {
  return useContext(ZoneContext);
}

const never = () => () => {};

/** The reader's own time zone, for a time of day that stands beside no day; UTC until the page is awake. */
export function useOwnZone(): string {
  return useSyncExternalStore(
    never,
    () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  );
}
