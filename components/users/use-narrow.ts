'use client';

import { useSyncExternalStore } from 'react';
import { maxPhoneWidth } from '#lib/shared/window-width.ts';

const query = `(max-width: ${maxPhoneWidth}px)`;

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}

/** `guess`: the server's. */
export function useNarrow(guess: boolean): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => guess,
  );
}
