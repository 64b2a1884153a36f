'use client';

import type { ColumnLayout, OnWidths } from './column-widths.ts';

interface WidthHandleProps {
  column: string;
  layout: ColumnLayout;
  onWidths: OnWidths;
}

/** Drag to resize, double-click resets. Keyboards have the menu “Columns”, so it is no tab stop. */
export function WidthHandle({ column, layout, onWidths }: WidthHandleProps) {
  return (
    <span
      aria-hidden
      data-tip="Drag to resize, double click for the usual width"
      // Loaded when a pointer comes near.
      onPointerEnter={() => void import('./drag-width.ts')}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        const { currentTarget: handle, pointerId, clientX } = event;
        handle.setPointerCapture(pointerId);
        void import('./drag-width.ts').then(({ dragWidth }) => {
          if (handle.hasPointerCapture(pointerId)) dragWidth(handle, clientX, column, layout, onWidths);
        });
      }}
      onDoubleClick={() => onWidths({ [column]: null })}
      className="absolute inset-y-0 end-0 w-2 cursor-col-resize touch-none border-e-2 border-transparent hover:border-line-control active:border-accent-solid"
    />
  );
}
