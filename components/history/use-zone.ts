'use client';

import { useSyncExternalStore } from 'react';
import type { Zone } from './days.ts';

const never = () => () => {};

/** The reader's time zone; UTC on the server and in the first paint, so that both say the same. */
export function useZone(): Zone {
  return useSyncExternalStore(
    never,
    () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  );
}
