'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useKeptOwner } from './kept-owner.tsx';
import { forgetUnder, keep, keptAt } from './kept-store.ts';

/** `isBack`: the form opened with what was typed before. */
export type KeptDraft<Draft> = {
  isBack: boolean;
  /** What stands in the form now; null: nothing that would be missed. */
  note: (draft: Draft | null) => void;
  /** It was carried out, or given up. */
  forget: () => void;
};

/**
 * Keeps what is typed into a form until it is carried out or given up, whatever happens between: a refusal, no answer, the end of
 * the session, another page. `name`: which form, by the same name wherever it stands; null keeps nothing. `restore` puts
 * back what was noted last; it is called once the form is there. Never give it a secret.
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
    // Written by the form of this name, in this release of it.
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

/** Forgets everything that is kept under names that begin so: a form of several parts was carried out, or given up. */
export function useForgetKept(beginning: string): () => void {
  const owner = useKeptOwner();
  return useCallback(() => {
    if (owner !== null) forgetUnder(owner, beginning);
  }, [owner, beginning]);
}
