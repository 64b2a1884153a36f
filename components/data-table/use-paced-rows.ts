'use client';

import { useEffect, useLayoutEffect, useReducer, useRef } from 'react';
import { afterPaint } from '#components/ui/after-paint.ts';
import type { Column } from './columns.ts';
import { notePart, rowsPerPart } from './pace.ts';

/** What a place of the list shows: a row, or undefined while it is on its way, and the columns it is drawn with. */
export type DrawnRow<Row> = { row: Row | undefined; columns: ReadonlyArray<Column<Row>> };

interface PacedRowsInput<Row> {
  first: number;
  end: number;
  /** The first place that is seen; those before it are drawn last. */
  seen: number;
  rowAt: (index: number) => Row | undefined;
  rowKey: (row: Row) => string;
  columns: ReadonlyArray<Column<Row>>;
}

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

function drawPart<Row>(
  { first, end, seen, rowAt, rowKey, columns }: PacedRowsInput<Row>,
  before: ReadonlyMap<number, DrawnRow<Row>> | null,
  most: number,
) {
  const drawn = new Map<number, DrawnRow<Row>>();
  const keys = new Set<string>();
  const late: number[] = [];
  let fresh = 0;
  const places = [...range(seen, end), ...range(first, seen)];
  for (const index of places) {
    const row = rowAt(index);
    const old = before?.get(index);
    const isSame = old !== undefined && old.row === row && old.columns === columns;
    if (!isSame && row !== undefined && fresh >= most) late.push(index);
    else {
      if (!isSame && row !== undefined) fresh += 1;
      if (row !== undefined) keys.add(rowKey(row));
      drawn.set(index, isSame ? old : { row, columns });
    }
  }
  for (const index of late) {
    const old = before?.get(index);
    // Nobody stands in two places.
    const key = old?.row === undefined ? null : rowKey(old.row);
    const stays = old !== undefined && key !== null && !keys.has(key);
    if (stays) keys.add(key);
    drawn.set(index, stays ? old : { row: undefined, columns });
  }
  return { drawn, fresh, isLate: late.length > 0 };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
