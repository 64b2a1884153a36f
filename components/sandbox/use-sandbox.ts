'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { useKeptOwner } from '#components/kept/kept-owner.tsx';
import { keep, keptAt, subscribeToKept } from '#components/kept/kept-store.ts';

export const panelId = 'sandbox-panel';
export const buttonId = 'sandbox-button';

export const tourSteps = ['refusal', 'unknown', 'run', 'undo'] as const;
export type TourStep = (typeof tourSteps)[number];

/** `since`: by the server's clock; null: the tour has not begun. */
export type KeptSandbox = { open: boolean; since: string | null; done: readonly TourStep[] };

const untouched: KeptSandbox = { open: false, since: null, done: [] };
const place = 'sandbox';

/** The panel and how far the tour is, kept like a draft: over pages and reloads. */
export function useSandbox(): { kept: KeptSandbox; change: (part: Partial<KeptSandbox>) => void } {
  const owner = useKeptOwner();
  // Written by this release.
  const read = () => (owner !== null && (keptAt(owner, place) as KeptSandbox | null)) || untouched;
  const kept = useSyncExternalStore(subscribeToKept, read, () => untouched);
  const change = useCallback(
    (part: Partial<KeptSandbox>) => {
      if (owner === null) return;
      keep(owner, place, { ...((keptAt(owner, place) as KeptSandbox | null) ?? untouched), ...part });
    },
    [owner],
  );
  return { kept, change };
}
