'use client';

import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { currentHotkeys, type Hotkey, registerHotkeys, subscribeToHotkeys } from './hotkey-registry.ts';

export type { Hotkey } from './hotkey-registry.ts';

const none: readonly Hotkey[] = [];

/** While mounted. Inactive while typing or in a dialog. `turn`: when it changes, these win over others. */
export function useHotkeys(hotkeys: readonly Hotkey[], turn = 0): void {
  const latest = useRef(hotkeys);
  // With the drawing: the next press may come before effects.
  useLayoutEffect(() => {
    latest.current = hotkeys;
  });
  // Registered again only when keys or labels change; handlers are read at the press.
  const shapes = hotkeys.map(({ keys, label, group, inFields }) => ({ keys, label, group, inFields }));
  const shape = shapes.length === 0 ? '' : JSON.stringify([turn, shapes]);
  useLayoutEffect(() => {
    if (shape === '') return;
    return registerHotkeys(
      latest.current.map((hotkey, index) => ({
        ...hotkey,
        run: (event) => latest.current[index]?.run(event),
      })),
    );
  }, [shape]);
}

export function useRegisteredHotkeys(): readonly Hotkey[] {
  return useSyncExternalStore(subscribeToHotkeys, currentHotkeys, () => none);
}

const names: Record<string, string> = {
  shift: 'Shift',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '↵',
  Escape: 'Esc',
  PageDown: 'Page down',
  PageUp: 'Page up',
};

/** `mod+k` gives `['Ctrl', 'K']`. */
export function keyCaps(keys: string): string[] {
  return keys
    .split('+')
    .map((part) =>
      part === 'mod' ? modCap() : (names[part] ?? (/^\S( \S)?$/.test(part) ? part.toUpperCase() : part)),
    );
}

function modCap(): string {
  return /^(Mac|iP)/.test(navigator.platform) ? '⌘' : 'Ctrl';
}
