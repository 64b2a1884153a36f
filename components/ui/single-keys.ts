'use client';

import { useSyncExternalStore } from 'react';

/** A member's settings for single keys. `own`: replacements by the usual key. */
export type SingleKeys = { off: boolean; own: Readonly<Record<string, string>> };

const place = 'tagdesk-single-keys';
const usual: SingleKeys = { off: false, own: {} };
const listeners = new Set<() => void>();
let settled: SingleKeys | null = null;

export function singleKeys(): SingleKeys {
  settled ??= read();
  return settled;
}

/** At once, also in other tabs. */
export function settleSingleKeys(next: SingleKeys): void {
  settled = next;
  try {
    localStorage.setItem(place, JSON.stringify(next));
  } catch {
    // Without storage, until the page is left.
  }
  tell();
}

export function useSingleKeys(): SingleKeys {
  return useSyncExternalStore(subscribe, singleKeys, () => usual);
}

/** The press for `keys` (`t`, `shift+x`, `mod+k`, `Enter`, `g u`); null: off. */
export function pressFor(keys: string, { off, own }: SingleKeys): string | null {
  if (keys.includes(' ')) return off ? null : keys;
  const key = keys.slice(keys.lastIndexOf('+') + 1);
  if (key.length !== 1 || keys.startsWith('mod+')) return keys;
  return off ? null : `${keys.slice(0, -1)}${own[key] ?? key}`;
}

function read(): SingleKeys {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(place) ?? 'null');
    if (typeof found !== 'object' || found === null) return usual;
    const { off, own } = found as Partial<SingleKeys>;
    const pairs = Object.entries(own ?? {}).filter(([, key]) => typeof key === 'string' && key.length === 1);
    return { off: off === true, own: Object.fromEntries(pairs) };
  } catch {
    return usual;
  }
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('storage', readAnew);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('storage', readAnew);
  };
}

function readAnew({ key }: StorageEvent): void {
  if (key !== null && key !== place) return;
  settled = null;
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}
