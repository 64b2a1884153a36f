'use client';

import { useCallback, useRef, useState } from 'react';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import type { ListedUser } from '#lib/shared/users.ts';

/**
 * Which user stands beside the list. While it is open it follows the row cursor; `t` opens it at the cursor's row
 * with the field for a new tag focused. `enabled` false: there is no room, or nothing may be edited. `start`: who stands
 * there at first.
 */
export function useQuickLook(enabled: boolean, start: number | null) {
  const [userId, setUserId] = useState(start);
  const [typing, setTyping] = useState(0);
  const cursor = useRef<ListedUser | undefined>(undefined);
  const cameTo = useRef(-1);

  const open = (types: boolean) => {
    if (!cursor.current) return;
    setUserId(cursor.current.id);
    setTyping((count) => (types ? count + 1 : 0));
  };
  const close = useCallback(() => {
    setUserId(null);
    setTyping(0);
  }, []);
  const onCursor = useCallback((row: ListedUser | undefined, index: number) => {
    cursor.current = row;
    if (index < 0) cameTo.current = index;
    // Somebody else has come to the cursor's place: who is being looked at, and perhaps edited, stays.
    if (!row || index === cameTo.current) return;
    cameTo.current = index;
    setUserId((shown) => (shown === null ? null : row.id));
    setTyping(0);
  }, []);

  useHotkeys(
    enabled
      ? [
          {
            keys: 'q',
            label: 'Quick look',
            group: 'List',
            run: () => (userId === null ? open(false) : close()),
          },
          { keys: 't', label: 'Add tag', group: 'List', run: () => open(true) },
        ]
      : [],
  );
  return { userId: enabled ? userId : null, typing, onCursor, close };
}
