/** CSS pixels, as --row and --row-head in the stylesheet. */
export const rowHeight = 36;
export const headHeight = 30;

/** Against gaps on quick scrolls. */
export const overscan = 6;
/** Upper bound, for a list in a page that does not limit its height. */
const maxSeen = 200;
/** Steps mean fewer redraws while scrolling. */
const step = 4;

export interface RowWindow {
  first: number;
  end: number;
}

/** Arithmetic alone, since all rows have one height: nothing is measured. */
export function rowWindow(scrollTop: number, height: number, count: number): RowWindow {
  const top = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const seen = Math.min(Math.ceil(height / rowHeight) + 1, maxSeen);
  const first = Math.max(0, Math.floor((top - overscan) / step) * step);
  const end = Math.ceil((top + seen + overscan) / step) * step;
  return { first: Math.min(first, count), end: Math.min(count, end) };
}

/** Below the sticky head; unchanged when the row is visible. */
export function scrollTopFor(index: number, scrollTop: number, height: number): number {
  const top = index * rowHeight;
  const bottom = top + rowHeight + headHeight;
  if (top < scrollTop) return top;
  return bottom > scrollTop + height ? bottom - height : scrollTop;
}
