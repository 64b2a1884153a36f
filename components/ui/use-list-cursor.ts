'use client';

import { useEffect, useState } from 'react';

/** Of the list in `combobox-list.tsx`, whose field keeps the focus. `at` -1: the text itself. */
export function useListCursor(id: string, values: readonly string[], isShown: boolean) {
  const [cursor, setCursor] = useState(-1);

  // Other rows reset the cursor.
  const rows = values.join('\n');
  useEffect(() => {
    if (rows !== undefined) setCursor(-1);
  }, [rows]);

  const at = cursor < values.length ? cursor : -1;
  return {
    at: isShown ? at : -1,
    setCursor,
    /** Whether the key moves the cursor. */
    move(key: string): boolean {
      const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
      const places = values.length + 1;
      if (step !== 0) setCursor(((at + 1 + step + places) % places) - 1);
      return step !== 0;
    },
    listId: isShown ? `${id}-list` : undefined,
    optionId: isShown && at >= 0 ? `${id}-option-${at}` : undefined,
  };
}
