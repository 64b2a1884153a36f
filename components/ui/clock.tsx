'use client';

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';

const RenderedAt = createContext(0);

/** Hands down the moment at which the server rendered, so that the browser's first paint says the same times. */
export function ClockProvider({ renderedAt, children }: { renderedAt: number; children: ReactNode }) {
  return <RenderedAt value={renderedAt}>{children}</RenderedAt>;
}

// One clock for the whole page: it ticks each second while somebody looks, however many times are on the screen.
let now = 0;
let timer: ReturnType<typeof setInterval> | null = null;
const listeners = new Set<() => void>();

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    if (document.visibilityState === 'visible') tick();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
    now = 0;
  };
}

function readNow(): number {
  if (now === 0) now = Date.now();
  return now;
}

/**
 * What `read` makes of the present moment (milliseconds since 1970), kept fresh.
 * The part is drawn again only when the result differs, so give text or a number, not an object.
 */
export function useClock<Result extends string | number>(read: (now: number) => Result): Result {
  const renderedAt = useContext(RenderedAt);
  return useSyncExternalStore(
    subscribe,
    () => read(readNow()),
    () => read(renderedAt),
  );
}
