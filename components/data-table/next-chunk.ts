/** Draws new rows in chunks. Pure. */
import type { Column } from './columns.ts';

/** undefined: on its way. `isBare`: nothing yet, other rows come first. */
export type DrawnRow<Row> = { row: Row | undefined; columns: ReadonlyArray<Column<Row>>; isBare: boolean };

export interface ChunkedRowsInput<Row> {
  first: number;
  end: number;
  /** Visible places, end excluded; the others are drawn last. */
  seen: { first: number; end: number };
  rowAt: (index: number) => Row | undefined;
  rowKey: (row: Row) => string;
  columns: ReadonlyArray<Column<Row>>;
}

/**
 * Draws at most so many rows anew; other places keep what they showed, unless it moved. `fresh`: drawn now.
 * `late`: whether some wait, and whether visible ones do.
 */
export function nextChunk<Row>(
  { first, end, seen, rowAt, rowKey, columns }: ChunkedRowsInput<Row>,
  before: ReadonlyMap<number, DrawnRow<Row>> | null,
  size: number,
) {
  const drawn = new Map<number, DrawnRow<Row>>();
  const keys = new Set<string>();
  const late: number[] = [];
  let fresh = 0;
  const places = [...range(seen.first, seen.end), ...range(seen.end, end), ...range(first, seen.first)];
  for (const index of places) {
    const row = rowAt(index);
    const old = before?.get(index);
    const isSame = old !== undefined && old.row === row && old.columns === columns && !old.isBare;
    if (!isSame && fresh >= size) late.push(index);
    else {
      if (!isSame) fresh += 1;
      if (row !== undefined) keys.add(rowKey(row));
      drawn.set(index, isSame ? old : { row, columns, isBare: false });
    }
  }
  for (const index of late) {
    const old = before?.get(index);
    // No row in two places.
    const key = old?.row === undefined ? null : rowKey(old.row);
    const stays = old !== undefined && key !== null && !keys.has(key);
    if (stays) keys.add(key);
    drawn.set(index, stays ? old : { row: undefined, columns, isBare: true });
  }
  const isSeen = late.some((index) => index >= seen.first && index < seen.end);
  return { drawn, fresh, late: late.length === 0 ? null : isSeen ? ('seen' as const) : ('beyond' as const) };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
