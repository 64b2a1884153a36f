'use client';

import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/** By history entry, newest last. In memory: a reload starts anew. */
const left = new Map<string, unknown>();
const maxKept = 40;

/**
 * What was kept under `name` at this history entry; undefined at a new one. `current` is called on leaving.
 * Without the Navigation API nothing is kept.
 */
export function useScrollRestoration<Value>(name: string, current: () => Value): Value | undefined {
  const [found] = useState(() => left.get(placeOf(entryKey(), name)) as Value | undefined);
  const latest = useRef({ name, current });
  useLayoutEffect(() => {
    latest.current = { name, current };
  });
  // Cleanup runs after the URL has changed, so that the last leaving is heard.
  useEffect(() => {
    if (!('navigation' in window)) return undefined;
    const { navigation } = window;
    const onLeave = ({ from }: NavigationCurrentEntryChangeEvent) => {
      if (from.key === entryKey()) return;
      keep(placeOf(from.key, latest.current.name), latest.current.current());
    };
    navigation.addEventListener('currententrychange', onLeave);
    return () => navigation.removeEventListener('currententrychange', onLeave);
  }, []);
  return found;
}

function keep(place: string, value: unknown): void {
  left.delete(place);
  left.set(place, value);
  for (const oldest of left.keys()) {
    if (left.size <= maxKept) return;
    left.delete(oldest);
  }
}

function placeOf(key: string, name: string): string {
  return `${key} ${name}`;
}

function entryKey(): string {
  const hasHistory = typeof window !== 'undefined' && 'navigation' in window;
  return (hasHistory && window.navigation.currentEntry?.key) || '';
}
