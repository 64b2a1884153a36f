import type { ReactNode } from 'react';
import { announce } from './live-region.tsx';

export type ToastTone = 'ok' | 'warn' | 'danger' | 'info';

export interface ToastAction {
  label: string;
  /** The keys that do the same, e.g. `['U']`. */
  keys?: readonly string[] | undefined;
  run: () => void;
}

export interface ToastInput {
  /** What is true now, as plain words: it is also what is said aloud. */
  text: string;
  /** A second line, e.g. the other side's own words. */
  detail?: string | undefined;
  tone?: ToastTone | undefined;
  /** Drawn instead of the tone's own mark. */
  mark?: ReactNode;
  action?: ToastAction | undefined;
  /** Milliseconds on the screen; errors stay until they are closed. */
  duration?: number | undefined;
  /** Do not say it: somebody else does. */
  silent?: boolean | undefined;
}

export interface Toast extends ToastInput {
  id: number;
}

const most = 4;
let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a toast, newest below, at most four; gives its id. Polite: it never takes the focus. */
export function showToast(input: ToastInput): number {
  lastId += 1;
  set([...toasts, { ...input, id: lastId }].slice(-most));
  if (!input.silent) announce(input.detail ? `${input.text}. ${input.detail}` : input.text);
  return lastId;
}

/** Takes a toast away; nothing happens when it is gone already. */
export function dismissToast(id: number): void {
  set(toasts.filter((toast) => toast.id !== id));
}

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentToasts(): readonly Toast[] {
  return toasts;
}
