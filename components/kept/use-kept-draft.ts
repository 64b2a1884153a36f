'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useKeptOwner } from './kept-owner.tsx';
import { forgetUnder, keep, keptAt } from './kept-store.ts';

/** `isBack`: restored. */
export type KeptDraft<Draft> = {
  isBack: boolean;
  /** null: nothing worth keeping. */
  note: (draft: Draft | null) => void;
  /** Sent or discarded. */
  forget: () => void;
};

/**
 * Keeps a form's input until sent or discarded. `name`: the same wherever the form is; null keeps nothing.
 * `restore` gets what was noted last, once the form is there. Never secrets.
 */
export function useKeptDraft<Draft>(name: string | null, restore: (draft: Draft) => void): KeptDraft<Draft> {
  const owner = useKeptOwner();
  const [isBack, setBack] = useState(false);
  const latest = useRef(restore);
  latest.current = restore;

  useEffect(() => {
    if (owner === null || name === null) return;
    const found = keptAt(owner, name);
    if (found === null) return;
    // Written by the same form of this release.
    latest.current(found as Draft);
    setBack(true);
  }, [owner, name]);

  const note = useCallback(
    (draft: Draft | null) => {
      if (owner !== null && name !== null) keep(owner, name, draft);
    },
    [owner, name],
  );
  const forget = useCallback(() => {
    note(null);
    setBack(false);
  }, [note]);
  return useMemo(() => ({ isBack, note, forget }), [isBack, note, forget]);
}

/** All names with this prefix: a form of several parts was sent or discarded. */
export function useForgetKept(beginning: string): () => void {
  const owner = useKeptOwner();
  return useCallback(() => {
    if (owner !== null) forgetUnder(owner, beginning);
  }, [owner, beginning]);
}
