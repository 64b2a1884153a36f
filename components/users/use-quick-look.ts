'use client';

import { useCallback, useRef, useState } from 'react';
import { holdKeys } from '#components/shell/held-keys.ts';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import type { ListedUser } from '#lib/shared/users.ts';

/**
 * The panel beside the list follows the row cursor; `type` opens it with the tag field focused. `enabled`
 * false: no room. `start`: the first user.
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
    // The panel releases them into its tag field.
    if (types) holdKeys();
  };
  const close = useCallback(() => {
    setUserId(null);
    setTyping(0);
  }, []);
  const onCursor = useCallback((row: ListedUser | undefined, index: number) => {
    cursor.current = row;
    if (index < 0) cameTo.current = index;
    // Another row has come to the cursor: the user being edited stays.
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
        ]
      : [],
  );
  return { userId: enabled ? userId : null, typing, onCursor, close, type: () => enabled && open(true) };
}
