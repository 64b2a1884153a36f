'use client';

import { useEffect, useLayoutEffect, useReducer, useRef } from 'react';
import { afterPaint } from '#components/ui/after-paint.ts';
import { type DrawnRow, drawPart, type PacedRowsInput } from './draw-part.ts';
import { notePart, rowsPerPart } from './pace.ts';

/**
 * The rows to show now, by their place, and whether some of them are still those of before. New rows come in parts with
 * a paint between them, so that a key pressed meanwhile is heard; until its turn a place keeps what it showed.
 * What was drawn by the server is drawn at once.
 */
export function usePacedRows<Row>(input: PacedRowsInput<Row>): {
  drawn: ReadonlyMap<number, DrawnRow<Row>>;
  isLate: boolean;
} {
  const kept = useRef<ReadonlyMap<number, DrawnRow<Row>> | null>(null);
  const [, drawNext] = useReducer((part: number) => part + 1, 0);
  const since = performance.now();
  const { drawn, fresh, isLate } = drawPart(input, kept.current, kept.current ? rowsPerPart() : Infinity);

  useLayoutEffect(() => {
    if (kept.current && fresh > 0) notePart(fresh, performance.now() - since);
    kept.current = drawn;
  });
  // At each part: the one before may have been drawn by another reason than this one's own.
  useEffect(() => (isLate ? afterPaint(drawNext) : undefined));
  return { drawn, isLate };
}
