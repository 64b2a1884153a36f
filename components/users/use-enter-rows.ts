'use client';

import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { dropKeys, holdKeys, releaseKeys } from '#components/shell/held-keys.ts';

/** How the search box was left: by Enter or an arrow, with its own text, which the page may not have yet. */
export type Entered = { text: string; by: 'Enter' | 'ArrowDown' } | null;

/** Another object: the focus goes into the rows. */
export type Entry = { atFirst: boolean } | null;

/** What `text` leads to. */
type Arrived = { text: string; isThere: boolean; isRefused: boolean; count: number };

/**
 * Enter in the search box: goes to the first row of what was typed once it is there, or opens the only one;
 * an arrow goes before the first. Keys wait: none acts on rows of an earlier text. `isNobodyEntered`: Enter goes
 * to what is offered in place of rows.
 */
export function useEnterRows(entered: Entered, arrived: Arrived, openOnly: () => void) {
  const done = useRef(entered);
  const [entry, setEntry] = useState<Entry>(null);
  const [nobody, setNobody] = useState<string | null>(null);
  const latest = useRef(openOnly);
  useLayoutEffect(() => {
    latest.current = openOnly;
  });

  useEffect(() => {
    if (entered !== done.current) holdKeys();
  }, [entered]);
  const { text, isThere, isRefused, count } = arrived;
  useEffect(() => {
    if (entered === null || entered === done.current) return;
    if (entered.text !== text || !(isThere || isRefused)) return;
    done.current = entered;
    const isEnter = entered.by === 'Enter';
    if (isRefused) dropKeys();
    else if (isEnter && count === 0) setNobody(text);
    else if (isEnter && count === 1) latest.current();
    else setEntry({ atFirst: isEnter });
  }, [entered, text, isThere, isRefused, count]);
  // The rows have the focus by now.
  useEffect(() => {
    if (entry) releaseKeys();
  }, [entry]);
  return { entry, isNobodyEntered: nobody === text };
}
