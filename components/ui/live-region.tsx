'use client';

import { type RefObject, useEffect, useSyncExternalStore } from 'react';
import { spellOut } from '#lib/providers/text-signs.ts';
import { useTopModal } from './top-modal.ts';

interface Announcement {
  key: number;
  text: string;
  at: number;
}

/** Milliseconds for which a sentence can be found; a newer one takes its place once it had time to be read out. */
const keptFor = 15_000;
const together = 1_500;

const none: readonly Announcement[] = [];
let current = none;
let count = 0;
const listeners = new Set<() => void>();

function set(next: readonly Announcement[]): void {
  current = next;
  for (const listener of listeners) listener();
}

/** Says a sentence politely, once: “Tag prospect added at Vero, 4 tags”. Several at one time are all said. */
export function announce(text: string): void {
  count += 1;
  const at = Date.now();
  set([...current.filter((other) => at - other.at < together), { key: count, text: spellOut(text), at }]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * From where the application speaks: once near the root, and `within` each modal dialog, outside of which nobody would hear
 * it. It is a status only while it says something, so that a page's own status is not one of two.
 */
export function LiveRegion({ within }: { within?: RefObject<HTMLDialogElement | null> }) {
  const isHeard = useTopModal() === (within?.current ?? null);
  const all = useSyncExternalStore(
    subscribe,
    () => current,
    () => none,
  );
  useEffect(() => {
    if (all.length === 0) return;
    const timer = setTimeout(() => set(none), keptFor);
    return () => clearTimeout(timer);
  }, [all]);
  const announcements = isHeard ? all : none;
  return (
    <div
      role={announcements.length > 0 ? 'status' : undefined}
      aria-live="polite"
      aria-atomic="false"
      translate="no"
      className="sr-only"
    >
      {announcements.map((announcement) => (
        <p key={announcement.key}>{announcement.text}</p>
      ))}
    </div>
  );
}
