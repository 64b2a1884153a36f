'use client';

import { type RefObject, useId, useMemo, useRef } from 'react';
import { useKeptDraft } from '#components/kept/use-kept-draft.ts';
import { classNames } from '#components/ui/class-names.ts';
import { isComposing } from '#components/ui/is-composing.ts';
import { notForSecrets } from '#components/ui/literal-text.ts';
import { maxNoteLength } from '#lib/shared/text-limits.ts';
import { focusEditor } from './focus-editor.ts';
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

/** Enter goes on to the field in which a tag is added. */
export function NoteInput({ note, className }: { note: Note; className?: string | undefined }) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="sr-only">
        Note for the next edit
      </label>
      <input
        {...note}
        id={id}
        maxLength={maxNoteLength}
        placeholder="Note: why the next edit"
        autoComplete="off"
        {...notForSecrets}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === 'Escape') event.currentTarget.blur();
          if (event.key === 'Enter') focusEditor();
        }}
        className={classNames(
          'h-7 min-w-0 rounded-control border border-line-control bg-surface px-2 text-13 focus-visible:outline-2 focus-visible:-outline-offset-1 phone:h-10 phone:text-16',
          className,
        )}
      />
    </>
  );
}
