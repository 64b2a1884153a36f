'use client';

import { useEffect, useLayoutEffect, useReducer, useRef } from 'react';
import { afterPaint } from '#components/ui/after-paint.ts';
import { type ChunkedRowsInput, type DrawnRow, nextChunk } from './next-chunk.ts';

type Kept<Row> = {
  drawn: ReadonlyMap<number, DrawnRow<Row>>;
  wanted: readonly unknown[];
  chunk: number;
};

/**
 * Draws new rows in parts with a paint between, so that keys are handled; a place keeps its old row until its
 * turn. Cursor keys draw no part; rows outside the window come when idle. Server-rendered rows are drawn at
 * once.
 */
export function useChunkedRows<Row>(input: ChunkedRowsInput<Row>): {
  drawn: ReadonlyMap<number, DrawnRow<Row>>;
  isLate: boolean;
} {
  const kept = useRef<Kept<Row> | null>(null);
  const [chunk, drawNext] = useReducer((before: number) => before + 1, 0);
  const since = performance.now();
  const { first, end, rowAt, columns } = input;
  const wanted = [columns, ...Array.from({ length: end - first }, (_, place) => rowAt(first + place))];
  const before = kept.current;
  const isTurn = before === null || before.chunk !== chunk || !isSame(before.wanted, wanted);
  const size = before === null ? Infinity : isTurn ? chunkSize() : 0;
  const { drawn, fresh, late } = nextChunk(input, before?.drawn ?? null, size);

  useLayoutEffect(() => {
    if (kept.current && fresh > 0) noteChunk(fresh, performance.now() - since);
    kept.current = { drawn, wanted, chunk };
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

/** Script time for one chunk; layout and paint take about twice as long again. */
const chunkMs = 8;
const minRows = 2;
const maxRows = 60;
/** Few, until the processor was measured. */
const firstSize = 3;
/** Smoothing: a pause is no slow processor. */
const weight = 0.4;

/** One for the page: it measures the machine. */
let perRowMs = chunkMs / firstSize;

function chunkSize(): number {
  return Math.max(minRows, Math.min(maxRows, Math.floor(chunkMs / perRowMs)));
}

function noteChunk(rows: number, milliseconds: number): void {
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
