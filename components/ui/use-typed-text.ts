'use client';

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { expectWrite, followWrite } from './address-writes.ts';

/** Browsers limit how often the URL may change. */
const restMs = 200;

/**
 * Text that the screen follows at once and the URL after a rest. `written`: in the URL; `write` pushes or
 * replaces a history entry: what is typed without leaving the field is one. A URL changed elsewhere wins.
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

  /** Drops unwritten text: another one comes by a click. */
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

  /** Writes now; resolves when it is in the URL: a later write would cancel a navigation. */
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
