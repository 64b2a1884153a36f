'use client';

import { useEffect, useLayoutEffect, useReducer, useRef } from 'react';
import { afterPaint } from '#components/ui/after-paint.ts';
import { type DrawnRow, drawPart, type PacedRowsInput } from './draw-part.ts';

type Kept<Row> = {
  drawn: ReadonlyMap<number, DrawnRow<Row>>;
  /** The rows and columns that were asked for, drawn by now or not. */
  wanted: readonly unknown[];
  part: number;
};

/**
 * The rows to show now, by their place, and whether some of those seen are still those of before. New rows come in parts
 * with a paint between them, so that a key pressed meanwhile is heard; until its turn a place keeps what it showed. A
 * key that moves the cursor draws no part, and rows beyond the edges come when nothing else is to be done. What was
 * drawn by the server is drawn at once.
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
  // At each part: the one before may have been drawn by another reason than this one's own.
  useEffect(() => {
    if (late === null) return undefined;
    return late === 'seen' ? afterPaint(drawNext) : whenIdle(drawNext);
  });
  return { drawn, isLate: late === 'seen' };
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

/** What drawing the rows of one part may take in script; the browser's layout and paint take about twice as long again. */
const partMs = 8;
const least = 2;
const most = 60;
/** Before anything was measured: few, since the processor may be a slow one. */
const firstPart = 3;
/** How much the last part counts beside those before it: a pause of the machine is no slow processor. */
const weight = 0.4;

/** One for the whole page, since it measures the machine. */
let perRowMs = partMs / firstPart;

function rowsPerPart(): number {
  return Math.max(least, Math.min(most, Math.floor(partMs / perRowMs)));
}

/** Hears how long some rows took. */
function notePart(rows: number, milliseconds: number): void {
  perRowMs += (milliseconds / rows - perRowMs) * weight;
}

/** However busy the browser is, it is not put off for longer. */
const maxIdleMs = 300;
/** Where the browser does not tell. */
const usualIdleMs = 50;

/** Runs `work` when the browser has nothing better to do. Call the result to have it left. */
function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(work, usualIdleMs);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(() => work(), { timeout: maxIdleMs });
  return () => cancelIdleCallback(idle);
}
