'use client';

import { useCallback, useRef, useState } from 'react';
import { type Hotkey, useHotkeys } from '#components/shell/use-hotkeys.ts';

export interface RowCursorOptions {
  /** Rows that can be reached. */
  count: number;
  /** Enter on the row at the cursor. */
  onOpen?: ((index: number) => void) | undefined;
  /** `x` on it; with shift the rows from the last `x` to here. */
  onSelect?: ((index: number, range: boolean) => void) | undefined;
  /** The cursor went to this row: bring it into view. */
  onMove?: ((index: number) => void) | undefined;
  /** Rows that Page up and Page down skip. */
  page?: number | undefined;
  /** The row at the cursor at first. */
  start?: number | undefined;
}

const group = 'List';

/**
 * One row of a list is at the cursor: j and k, arrows, Home, End, Page up and Page down move it, x selects, Enter opens.
 * Works wherever the focus is, except while somebody types. -1 means that no row is at the cursor yet.
 */
export function useRowCursor(options: RowCursorOptions) {
  const { count, onOpen, onSelect, onMove, page = 15, start = -1 } = options;
  const [wanted, setCursor] = useState(start);
  const cursor = Math.min(wanted, count - 1);

  // The same function while further rows arrive: every row holds it, and would be drawn again.
  const latestCount = useRef(count);
  latestCount.current = count;
  const moveTo = useCallback(
    (index: number) => {
      const last = latestCount.current - 1;
      if (last < 0) return;
      const next = Math.max(0, Math.min(index, last));
      setCursor(next);
      onMove?.(next);
    },
    [onMove],
  );

  const moves: Hotkey[] = [
    { keys: 'j', label: 'Next row', group, run: () => moveTo(cursor + 1) },
    { keys: 'k', label: 'Row before', group, run: () => moveTo(cursor - 1) },
    { keys: 'ArrowDown', run: () => moveTo(cursor + 1) },
    { keys: 'ArrowUp', run: () => moveTo(cursor - 1) },
    { keys: 'PageDown', run: () => moveTo(cursor + page) },
    { keys: 'PageUp', run: () => moveTo(cursor - page) },
    { keys: 'Home', label: 'First row', group, run: () => moveTo(0) },
    { keys: 'End', label: 'Last row loaded', group, run: () => moveTo(count - 1) },
  ];
  const hotkeys: Hotkey[] = [];
  if (onSelect) {
    const select = (range: boolean) => () => {
      if (cursor >= 0) onSelect(cursor, range);
    };
    hotkeys.push({ keys: 'x', label: 'Select row', group, run: select(false) });
    hotkeys.push({ keys: 'shift+x', label: 'Select up to here', group, run: select(true) });
  }
  if (onOpen) {
    hotkeys.push({
      keys: 'Enter',
      label: 'Open',
      group,
      run: (event) => {
        // A link or button that has the focus keeps its own Enter.
        const own = event.target instanceof Element ? event.target.closest<HTMLElement>('a, button') : null;
        if (own) own.click();
        else if (cursor >= 0) onOpen(cursor);
      },
    });
  }
  useHotkeys([...moves, ...hotkeys]);

  return { cursor, moveTo, clear: useCallback(() => setCursor(-1), []) };
}
