'use client';

import { useSyncExternalStore } from 'react';

const opened: HTMLDialogElement[] = [];
const listeners = new Set<() => void>();

/** `dialog` is modal from now until the result is called: all outside it is inert, and the page behind does not scroll. */
export function enterModal(dialog: HTMLDialogElement): () => void {
  opened.push(dialog);
  tell();
  return () => {
    opened.splice(opened.lastIndexOf(dialog), 1);
    tell();
  };
}

/** The dialog on top; null: none is open. */
export function useTopModal(): HTMLDialogElement | null {
  return useSyncExternalStore(
    subscribe,
    () => opened.at(-1) ?? null,
    () => null,
  );
}

/**
 * An attribute rather than `html:has(dialog:modal)`: with that the browser looks through the whole page at each new row, a
 * third of what styling it takes.
 */
function tell(): void {
  document.documentElement.toggleAttribute('data-modal', opened.length > 0);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
