'use client';

import { useCallback, useRef, useState } from 'react';
import { holdKeys } from '#components/shell/held-keys.ts';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import type { ListedUser } from '#lib/shared/users.ts';

export type TypedInto = 'tag' | 'note';
/** Another object with each request to type. */
export type Typing = { into: TypedInto } | null;

/**
 * The panel beside the list follows the row cursor; `type` opens it with a field focused. `enabled` false: no
 * room. `start`: the first user.
 */
export function useQuickLook(enabled: boolean, start: number | null) {
  const [userId, setUserId] = useState(start);
  const [typing, setTyping] = useState<Typing>(null);
  const cursor = useRef<ListedUser | undefined>(undefined);
  const cameTo = useRef(-1);

  const open = (into: TypedInto | null) => {
    if (!cursor.current) return;
    setUserId(cursor.current.id);
    setTyping(into && { into });
    // The panel releases them into the field.
    if (into) holdKeys();
  };
  const close = useCallback(() => {
    setUserId(null);
    setTyping(null);
  }, []);
  const onCursor = useCallback((row: ListedUser | undefined, index: number) => {
    cursor.current = row;
    if (index < 0) cameTo.current = index;
    // Another row has come to the cursor: the user being edited stays.
    if (!row || index === cameTo.current) return;
    cameTo.current = index;
    setUserId((shown) => (shown === null ? null : row.id));
    setTyping(null);
  }, []);

  useHotkeys(
    enabled
      ? [
          {
            keys: 'q',
            label: 'Quick look',
            group: 'List',
            run: () => (userId === null ? open(null) : close()),
          },
        ]
      : [],
  );
  const type = (into: TypedInto) => enabled && open(into);
  return { userId: enabled ? userId : null, typing, onCursor, close, type };
}
