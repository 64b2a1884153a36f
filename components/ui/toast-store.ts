import type { ReactNode } from 'react';
import { announce } from './live-region.tsx';

export type ToastTone = 'ok' | 'warn' | 'danger' | 'info';

export interface ToastAction {
  label: string;
  /** `['U']`. */
  keys?: readonly string[] | undefined;
  run: () => void;
}

export interface ToastInput {
  /** Plain words; also announced. */
  text: string;
  /** E.g. the provider's words. */
  detail?: string | undefined;
  tone?: ToastTone | undefined;
  /** Replaces the tone's mark. */
  mark?: ReactNode;
  action?: ToastAction | undefined;
  /** ms; errors stay until closed. */
  duration?: number | undefined;
  /** Already announced by somebody else. */
  silent?: boolean | undefined;
}

export interface Toast extends ToastInput {
  id: number;
}

const maxToasts = 4;
let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Newest below, at most four; gives its id. Never takes the focus. */
export function showToast(input: ToastInput): number {
  lastId += 1;
  set([...toasts, { ...input, id: lastId }].slice(-maxToasts));
  if (!input.silent) announce(input.detail ? `${input.text}. ${input.detail}` : input.text);
  return lastId;
}

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
