/** Height of every row and of the head, in CSS pixels; the stylesheet's --row and --row-head say the same. */
export const rowHeight = 36;
export const headHeight = 30;

/** Rows drawn beyond each edge of what is seen, so that a quick scroll meets no gap. */
export const overscan = 6;
/** However tall the place is (a list in a page without an end), no more rows than this are drawn. */
const most = 200;
/** The window moves in steps: fewer redraws while scrolling. */
const step = 4;

export interface RowWindow {
  /** Index of the first row drawn. */
  first: number;
  /** Index after the last row drawn. */
  end: number;
}

/**
 * Which of `count` rows to draw when `scrollTop` pixels are scrolled away and `height` pixels are seen.
 * All rows have one height, so this is arithmetic: nothing is measured, whatever the length of the list.
 */
export function rowWindow(scrollTop: number, height: number, count: number): RowWindow {
  const top = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const seen = Math.min(Math.ceil(height / rowHeight) + 1, most);
  const first = Math.max(0, Math.floor((top - overscan) / step) * step);
  const end = Math.ceil((top + seen + overscan) / step) * step;
  return { first: Math.min(first, count), end: Math.min(count, end) };
}

/** Where to scroll so that a row is wholly seen under the sticky head; the same place when it is already. */
export function scrollTopFor(index: number, scrollTop: number, height: number): number {
  const top = index * rowHeight;
  const bottom = top + rowHeight + headHeight;
  if (top < scrollTop) return top;
  return bottom > scrollTop + height ? bottom - height : scrollTop;
}
