'use client';

import { useCallback, useRef, useState } from 'react';
import { type Hotkey, useHotkeys } from '#components/shell/use-hotkeys.ts';

export interface RowCursorOptions {
  count: number;
  onOpen?: ((index: number) => void) | undefined;
  /** `x`; with shift the range from the last `x`. */
  onSelect?: ((index: number, range: boolean) => void) | undefined;
  /** Bring this row into view. */
  onMove?: ((index: number) => void) | undefined;
  page?: number | undefined;
  start?: number | undefined;
}

const group = 'List';

/**
 * Row cursor: j/k, arrows, Home, End, Page up/down, `x` selects, Enter opens. Works wherever the focus is,
 * except while typing. -1: no row.
 */
export function useRowCursor(options: RowCursorOptions) {
  const { count, onOpen, onSelect, onMove, page = 15, start = -1 } = options;
  const [wanted, setCursor] = useState(start);
  const cursor = Math.min(wanted, count - 1);

  // Stable while rows arrive: every row holds it. `isSeen`: under the pointer, where nothing may move.
  const latestCount = useRef(count);
  latestCount.current = count;
  const moveTo = useCallback(
    (index: number, isSeen = false) => {
      const last = latestCount.current - 1;
      if (last < 0) return;
      const next = Math.max(0, Math.min(index, last));
      setCursor(next);
      if (!isSeen) onMove?.(next);
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
        // A focused link or button keeps its own Enter.
        const own = event.target instanceof Element ? event.target.closest<HTMLElement>('a, button') : null;
        if (own) own.click();
        else if (cursor >= 0) onOpen(cursor);
      },
    });
  }
  useHotkeys([...moves, ...hotkeys]);

  return { cursor, moveTo, clear: useCallback(() => setCursor(-1), []) };
}
