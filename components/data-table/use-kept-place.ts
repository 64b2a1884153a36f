'use client';

import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/** What was left where, by the tab's own history: newest last. In memory, so a reload begins anew. */
const left = new Map<string, unknown>();
const most = 40;

/**
 * What stood here under `name` when one left this place of the tab's history, for whoever comes back to it; undefined
 * at a new place. `current` says what to keep; it is asked at the moment of leaving. Browsers without the Navigation API
 * always begin anew.
 */
export function useKeptPlace<Value>(name: string, current: () => Value): Value | undefined {
  const [found] = useState(() => left.get(placeOf(entryKey(), name)) as Value | undefined);
  const latest = useRef({ name, current });
  useLayoutEffect(() => {
    latest.current = { name, current };
  });
  // Its clean-up comes after the address has changed, so that the last leaving is heard as well.
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
    if (left.size <= most) return;
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
