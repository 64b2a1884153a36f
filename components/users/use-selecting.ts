'use client';

import { useCallback, useRef, useState } from 'react';
import { holdKeys } from '#components/shell/held-keys.ts';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import { can, maxEditedAtOnce } from '#lib/shared/permissions.ts';
import type { Selection } from './selection.ts';
import type { SelectionVerb } from './selection-preview.ts';
import type { TypedInto } from './use-quick-look.ts';
import { useSelectionEdits } from './use-selection-edits.ts';

/** Of the bar’s acts; `t` is the list’s. */
const selectionKeys = ['r', 'c', 'e', 'p'];

/**
 * What the list has to do with its selection: whether there is one, the open dialog, `t`, `n` and `u`. `type`:
 * for one person, with nobody picked.
 */
export function useSelecting(selection: Selection, role: string, type: (into: TypedInto) => void) {
  const [editing, setEditing] = useState<SelectionVerb | null>(null);
  const { sent, undo, turn } = useSelectionEdits();
  const onEdited = useCallback((verb: SelectionVerb) => setEditing((now) => (now === verb ? null : now)), []);
  const onEdit = (verb: SelectionVerb) => {
    setEditing(verb);
    // The dialog releases them into its tag field.
    holdKeys();
  };
  // Read at the press: with somebody picked it must never be one person's.
  const onTag = () => (selection.isEmpty() ? type('tag') : onEdit('add'));
  const onNote = () => selection.isEmpty() && type('note');
  useHotkeys(
    can(role, 'tags:edit')
      ? [
          { keys: 't', label: 'Add tag', group: 'List', run: onTag },
          { keys: 'n', label: 'Write a note', group: 'List', run: onNote },
        ]
      : [],
  );
  const bar = useRef<HTMLDivElement>(null);
  // The bar, which acts on these, is loaded with the first pick.
  const waitForBar = (event: KeyboardEvent) => {
    if (!selection.isEmpty() && bar.current === null) holdKeys(() => bar.current !== null, event);
  };
  useHotkeys(selectionKeys.map((keys) => ({ keys, run: waitForBar })));
  useHotkeys(undo ? [{ keys: 'u', label: 'Undo last edit', group: 'List', run: undo }] : [], turn);
  return {
    maySelect: maxEditedAtOnce(role) > 0 || can(role, 'runs:write') || can(role, 'users:export'),
    dialog: { bar, editing, onEdit, onEdited, onSent: sent },
  };
}
