'use client';

import { useEffect } from 'react';
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
      } else if (readAt > at) notShown(asked.id, new Date(readAt).toLocaleTimeString('en-GB'));
    }
  }, [lost, lines, readAt, found, closed, notShown, member]);
}
