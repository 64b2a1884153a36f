'use client';

import { useEffect, useRef } from 'react';
import type { HistoryLine } from '#lib/changes/schemas.ts';
import { useEdits } from './edits-context.tsx';

const lookEveryMs = 2_000;

/**
 * Finds out what became of edits whose answer never came, as soon as the history can be read again: the line that one
 * of them wrote is told as if it had just been answered. `readAt`: when `lines` were read, in ms.
 */
export function useLostEdits(lines: readonly HistoryLine[], readAt: number): void {
  const { edits, member } = useEdits();
  const { lost } = edits.state;
  const { readAgain, closed, found, notShown } = edits;
  const isLooking = lost.length > 0;
  /** Per edit, the reading that was told last: each is told once. */
  const told = useRef(new Map<string, number>());

  useEffect(() => {
    if (!isLooking) return;
    const timer = setInterval(readAgain, lookEveryMs);
    return () => clearInterval(timer);
  }, [isLooking, readAgain]);

  useEffect(() => {
    for (const { asked, isLine, at } of lost) {
      const line = lines.find((one) => isLine(one, one.memberId === member.id));
      if (line) {
        found(asked.id);
        closed(line, true);
      } else if (readAt > at && told.current.get(asked.id) !== readAt) {
        told.current.set(asked.id, readAt);
        notShown(asked.id, new Date(readAt).toLocaleTimeString('en-GB'));
      }
    }
  }, [lost, lines, readAt, found, closed, notShown, member]);
}
