'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { spellOut } from '#lib/providers/text-signs.ts';

interface Announcement {
  key: number;
  text: string;
  at: number;
}

/** ms; a newer sentence replaces it after being read out. */
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

/** Politely, once. Concurrent sentences are all announced. */
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
 * Once near the root; dialogs do not silence it, by its mark. A status only while it speaks, so that a page's
 * own status stays the only one.
 */
export function LiveRegion() {
  const announcements = useSyncExternalStore(
    subscribe,
    () => current,
    () => none,
  );
  useEffect(() => {
    if (announcements.length === 0) return;
    const timer = setTimeout(() => set(none), keptFor);
    return () => clearTimeout(timer);
  }, [announcements]);
  return (
    <div
      data-live-announcer="true"
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
