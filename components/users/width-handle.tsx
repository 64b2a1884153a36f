'use client';

import type { PointerEvent } from 'react';
import { type ColumnLayout, type ColumnWidths, fitWidth, trackText } from './column-widths.ts';

/** Widths for columns; null gives a column its usual one again. */
export type OnWidths = (chosen: Readonly<Record<string, number | null>>) => void;

interface WidthHandleProps {
  column: string;
  layout: ColumnLayout;
  onWidths: OnWidths;
}

/**
 * The edge of a column's head, to drag; a double click gives the usual width back. Keyboards have the same in the menu
 * “Columns”, so it is no stop on the way through the page.
 */
export function WidthHandle({ column, layout, onWidths }: WidthHandleProps) {
  return (
    <span
      aria-hidden
      data-tip="Drag to resize, double click for the usual width"
      onPointerDown={(event) => {
        if (event.button === 0) drag(event, column, layout, onWidths);
      }}
      onDoubleClick={() => onWidths({ [column]: null })}
      className="absolute inset-y-0 end-0 w-2 cursor-col-resize touch-none border-e-2 border-transparent hover:border-line-control active:border-accent-solid"
    />
  );
}

/** While it is dragged only the tracks move; what fits into the cells is settled at the end. */
function drag(
  event: PointerEvent<HTMLElement>,
  column: string,
  layout: ColumnLayout,
  onWidths: OnWidths,
): void {
  const handle = event.currentTarget;
  const grid = handle.closest<HTMLElement>('[role="grid"]');
  if (!grid) return;
  event.preventDefault();
  handle.setPointerCapture(event.pointerId);
  // Columns before this one keep their place: otherwise the edge would run away from the pointer.
  const heads = [...(handle.closest('tr')?.children ?? [])];
  const sizes = heads.map((head) => head.getBoundingClientRect().width);
  const place = layout.columns.indexOf(column);
  const chosen: Record<string, number> = {};
  for (const [index, each] of layout.columns.slice(0, place).entries()) {
    if (each !== 'select') chosen[each] = fitWidth(sizes[index] ?? 0);
  }
  const grip = (sizes[place] ?? 0) - event.clientX;
  let dragged: ColumnWidths | null = null;

  const stop = new AbortController();
  const { signal } = stop;
  const move = ({ clientX }: { clientX: number }) => {
    dragged = { ...chosen, [column]: fitWidth(grip + clientX) };
    const widths = { ...layout.widths, ...dragged };
    const tracks = layout.columns.map((each) => trackText(each, widths));
    grid.style.setProperty('--columns', tracks.join(' '));
  };
  handle.addEventListener('pointermove', move, { signal });
  handle.addEventListener('lostpointercapture', () => {
    stop.abort();
    if (dragged) onWidths(dragged);
  });
}
