'use client';

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { expectWrite, followWrite } from './address-writes.ts';

/** Longer than between two keys: browsers limit how often an address may change. */
const restMs = 200;

/**
 * Text that the screen follows at once and the address only when typing rests. `written` is what the address says;
 * `write` changes that, as a new place of the way back or in the place of the one before: what is typed without leaving
 * the field is one step. An address that changes by another hand wins over what was typed before.
 */
export function useTypedText(
  written: string,
  write: (text: string, step: 'push' | 'replace') => Promise<unknown>,
) {
  const [ahead, setAhead] = useState<string | null>(null);
  const waiting = useRef<{ text: string; timer: number; forget: () => void } | null>(null);
  const wrote = useRef(written);
  const writing = useRef<Promise<unknown>>(Promise.resolve());
  const step = useRef<'push' | 'replace'>('push');
  const latestWrite = useRef(write);
  latestWrite.current = write;

  /** Forgets what is not written yet: another text comes by a click. */
  const drop = useCallback(() => {
    clearTimeout(waiting.current?.timer);
    waiting.current?.forget();
    waiting.current = null;
    setAhead(null);
  }, []);

  const writeNow = useCallback(() => {
    const text = waiting.current?.text;
    drop();
    if (text === undefined) return;
    wrote.current = text;
    writing.current = followWrite(latestWrite.current(text, step.current));
    step.current = 'replace';
  }, [drop]);

  /** Follows the keys. */
  const type = useCallback(
    (text: string) => {
      clearTimeout(waiting.current?.timer);
      waiting.current?.forget();
      const forget = expectWrite(() => {
        writeNow();
        return writing.current;
      });
      waiting.current = { text, timer: window.setTimeout(writeNow, restMs), forget };
      setAhead(text);
    },
    [writeNow],
  );

  /** Writes now; resolves when the address says it: a later write would call back a navigation that had begun meanwhile. */
  const settle = useCallback(async () => {
    writeNow();
    step.current = 'push';
    await writing.current;
  }, [writeNow]);

  useLayoutEffect(() => {
    if (written !== wrote.current) drop();
    wrote.current = written;
  }, [written, drop]);
  useEffect(
    () => () => {
      clearTimeout(waiting.current?.timer);
      waiting.current?.forget();
    },
    [],
  );

  return { text: ahead ?? written, type, settle, drop };
}
