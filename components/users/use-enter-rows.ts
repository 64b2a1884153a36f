'use client';

import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { dropKeys, holdKeys, releaseKeys } from '#components/shell/held-keys.ts';

/** The search box's own text at the last Enter, which the page may not have yet. */
export type Entered = { text: string } | null;

/** What `text` leads to. */
type Arrived = { text: string; isThere: boolean; isRefused: boolean; count: number };

/**
 * Enter in the search box: goes to the first row of what was typed once it is there, or opens the only one.
 * `entries` grows with each entry into the rows; `isNobodyEntered`: what is offered in place of rows was.
 */
export function useEnterRows(entered: Entered, arrived: Arrived, openOnly: () => void) {
  const done = useRef(entered);
  const [entries, setEntries] = useState(0);
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
    if (isRefused) dropKeys();
    else if (count === 0) setNobody(text);
    else if (count === 1) latest.current();
    else setEntries((before) => before + 1);
  }, [entered, text, isThere, isRefused, count]);
  // The rows have the focus by now.
  useEffect(() => {
    if (entries > 0) releaseKeys();
  }, [entries]);
  return { entries, isNobodyEntered: nobody === text };
}
