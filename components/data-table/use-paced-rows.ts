'use client';

import { useEffect, useLayoutEffect, useReducer, useRef } from 'react';
import { afterPaint } from '#components/ui/after-paint.ts';
import { type DrawnRow, drawPart, type PacedRowsInput } from './draw-part.ts';

type Kept<Row> = {
  drawn: ReadonlyMap<number, DrawnRow<Row>>;
  wanted: readonly unknown[];
  part: number;
};

/**
 * Draws new rows in parts with a paint between, so that keys are handled; a place keeps its old row until its
 * turn. Cursor keys draw no part; rows outside the window come when idle. Server-rendered rows are drawn at
 * once.
 */
export function usePacedRows<Row>(input: PacedRowsInput<Row>): {
  drawn: ReadonlyMap<number, DrawnRow<Row>>;
  isLate: boolean;
} {
  const kept = useRef<Kept<Row> | null>(null);
  const [part, drawNext] = useReducer((before: number) => before + 1, 0);
  const since = performance.now();
  const { first, end, rowAt, columns } = input;
  const wanted = [columns, ...Array.from({ length: end - first }, (_, place) => rowAt(first + place))];
  const before = kept.current;
  const isTurn = before === null || before.part !== part || !isSame(before.wanted, wanted);
  const most = before === null ? Infinity : isTurn ? rowsPerPart() : 0;
  const { drawn, fresh, late } = drawPart(input, before?.drawn ?? null, most);

  useLayoutEffect(() => {
    if (kept.current && fresh > 0) notePart(fresh, performance.now() - since);
    kept.current = { drawn, wanted, part };
  });
  // Per part: another render may have drawn the one before.
  useEffect(() => {
    if (late === null) return undefined;
    return late === 'seen' ? afterPaint(drawNext) : whenIdle(drawNext);
  });
  return { drawn, isLate: late === 'seen' };
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

/** Script time for one part; layout and paint take about twice as long again. */
const partMs = 8;
const least = 2;
const most = 60;
/** Few, until the processor was measured. */
const firstPart = 3;
/** Smoothing: a pause is no slow processor. */
const weight = 0.4;

/** One for the page: it measures the machine. */
let perRowMs = partMs / firstPart;

function rowsPerPart(): number {
  return Math.max(least, Math.min(most, Math.floor(partMs / perRowMs)));
}

function notePart(rows: number, milliseconds: number): void {
  perRowMs += (milliseconds / rows - perRowMs) * weight;
}

/** Upper bound on a busy browser. */
const maxIdleMs = 300;
/** For browsers that do not tell. */
const usualIdleMs = 50;

/** Calls `work` when the browser is idle. The result cancels it. */
function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(work, usualIdleMs);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(() => work(), { timeout: maxIdleMs });
  return () => cancelIdleCallback(idle);
}
