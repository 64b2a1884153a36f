import type { ReactNode } from 'react';

/** One column of a list. Keep the array the same between renders: rows are drawn again when it differs. */
export interface Column<Row> {
  id: string;
  /** What the head shows; give `label` where that is only a picture or a check box. */
  head: ReactNode;
  label?: string | undefined;
  /** A CSS grid track: `40px`, `minmax(120px, 1fr)`. */
  width: string;
  /** Drawn over the edge of the head: what changes the width. */
  edge?: ReactNode;
  /**
   * What a cell shows keeps to the column's width by itself. Others are clipped, and each clip costs the browser a layer
   * of paint: a third of what drawing a window of rows takes.
   */
  fits?: boolean | undefined;
  /** Numbers stand at the end. */
  align?: 'start' | 'end' | undefined;
  /** How the list is sorted by this column, for the head. */
  sorted?: 'ascending' | 'descending' | undefined;
  /** The cell that names the row. */
  rowHeader?: boolean | undefined;
  cell: (row: Row, index: number) => ReactNode;
  /** Width of the grey bar while the row is on its way: `60%`, `80px`; none draws nothing. */
  skeleton?: string | undefined;
}

/** The `grid-template-columns` of head and rows. */
export function gridTemplate<Row>(columns: ReadonlyArray<Column<Row>>): string {
  return columns.map((column) => column.width).join(' ');
}
