import type { ReactNode } from 'react';

/** Keep the array identical between renders: rows are drawn again when it differs. */
export interface Column<Row> {
  id: string;
  /** Give `label` where this is an icon or a check box. */
  head: ReactNode;
  label?: string | undefined;
  /** A CSS grid track: `40px`, `minmax(120px, 1fr)`. */
  width: string;
  /** Drawn over the edge of the head: the width handle. */
  edge?: ReactNode;
  /**
   * Clips itself. Other cells are clipped, and each clip costs a paint layer: a third of drawing a window of
   * rows.
   */
  fits?: boolean | undefined;
  align?: 'start' | 'end' | undefined;
  sorted?: 'ascending' | 'descending' | undefined;
  rowHeader?: boolean | undefined;
  cell: (row: Row, index: number) => ReactNode;
  /** Width of the skeleton: `60%`, `80px`; absent: none. */
  skeleton?: string | undefined;
}

/** `grid-template-columns` of head and rows. */
export function gridTemplate<Row>(columns: ReadonlyArray<Column<Row>>): string {
  return columns.map((column) => column.width).join(' ');
}
