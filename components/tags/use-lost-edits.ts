'use client';

import { useEffect, useRef } from 'react';
import type { HistoryLine } from '#lib/shared/changes.ts';
import { useEdits } from './edits-context.tsx';
import { isTraced } from './line-trace.ts';

const lookEveryMs = 2_000;

/** Finds outcomes of edits whose answer was lost, in the history. `readAt`: when `lines` were read, ms. */
export function useLostEdits(lines: readonly HistoryLine[], readAt: number): void {
  const { edits, member } = useEdits();
  const { notices, readAgain, closed, found, notShown, isAnswered } = edits;
  const isLooking = notices.some(({ unknownSince }) => unknownSince !== null);
  /** The reading reported last, per edit. */
  const told = useRef(new Map<string, number>());

  useEffect(() => {
    if (!isLooking) return;
    const timer = setInterval(readAgain, lookEveryMs);
    return () => clearInterval(timer);
  }, [isLooking, readAgain]);

  useEffect(() => {
    for (const notice of notices) {
      const { id, unknownSince } = notice;
      if (unknownSince === null) continue;
      const line = lines.find((one) =>
        isTraced(one, notice, one.memberId === member.id && !isAnswered(one.id)),
      );
      if (line) {
        found(id);
        closed(line, true);
      } else if (readAt > unknownSince && told.current.get(id) !== readAt) {
        told.current.set(id, readAt);
        notShown(notice, readAt);
      }
    }
  }, [notices, lines, readAt, found, closed, notShown, isAnswered, member]);
}
