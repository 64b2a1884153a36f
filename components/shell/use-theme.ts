'use client';

import { useSyncExternalStore } from 'react';
import { parseTheme, type Theme, themeCookie } from './theme.ts';

const oneYear = 31_536_000;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readTheme(): Theme {
  return parseTheme(document.documentElement.dataset.theme);
}

function chooseTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  const age = theme === 'system' ? 0 : oneYear;
  writeCookie(`${themeCookie}=${theme}; path=/; max-age=${age}; samesite=lax`);
  for (const listener of listeners) listener();
}

// The Cookie Store is absent over plain http, which is common in local networks.
function writeCookie(cookie: string): void {
  Reflect.set(document, 'cookie', cookie);
}

/** Kept for a year on this device. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, readTheme, () => 'system' as const), chooseTheme];
}
