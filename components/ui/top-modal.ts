'use client';

import { useSyncExternalStore } from 'react';

const opened: HTMLDialogElement[] = [];
const listeners = new Set<() => void>();

/** Until the result is called: all outside is inert, and the page does not scroll. */
export function enterModal(dialog: HTMLDialogElement): () => void {
  opened.push(dialog);
  tell();
  return () => {
    opened.splice(opened.lastIndexOf(dialog), 1);
    tell();
  };
}

/** null: none is open. */
export function useTopModal(): HTMLDialogElement | null {
  return useSyncExternalStore(
    subscribe,
    () => opened.at(-1) ?? null,
    () => null,
  );
}

/**
 * An attribute, not `html:has(dialog:modal)`: that makes browsers search the page at each new row, a third of
 * its styling.
 */
function tell(): void {
  document.documentElement.toggleAttribute('data-modal', opened.length > 0);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
