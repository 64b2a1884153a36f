'use client';

import { type RefObject, useMemo, useRef } from 'react';
import { useKeptDraft } from '#components/kept/use-kept-draft.ts';
import type { NoteField } from './use-user-edits.ts';

export type Note = { ref: RefObject<HTMLInputElement | null>; onInput: () => void };

/** The note for the next edit: emptied when an edit with it is recorded. */
export function useNoteField(userId: number): [Note, NoteField] {
  const ref = useRef<HTMLInputElement>(null);
  const { note } = useKeptDraft<string>(`user/${userId}/note`, (text) => {
    if (ref.current?.value === '') ref.current.value = text;
  });
  return useMemo(() => {
    const now = () => ref.current?.value.trim() ?? '';
    const onInput = () => note(now() === '' ? null : now());
    const taken = (text: string) => {
      // Text typed meanwhile belongs to the next edit.
      if (!ref.current || text === '' || text !== now()) return;
      ref.current.value = '';
      onInput();
    };
    return [
      { ref, onInput },
      { now, taken },
    ];
  }, [note]);
}
