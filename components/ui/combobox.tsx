'use client';

import { Plus } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { ComboboxList, type ComboboxOption } from './combobox-list.tsx';
import { isComposing } from './is-composing.ts';
import { literalText } from './literal-text.ts';
import { announce } from './live-region.tsx';
import { TextField, type TextFieldProps } from './text-field.tsx';
import { useListCursor } from './use-list-cursor.ts';
import { useMergedRef } from './use-merged-ref.ts';
import { withMarks } from './verbatim.tsx';

/** Said when typing rests: each key would say it anew. */
const restMs = 500;

export type { ComboboxOption } from './combobox-list.tsx';

export interface ComboboxProps extends TextFieldProps {
  text: string;
  /** Absent: a form library reads the field. */
  onTextChange?: ((text: string) => void) | undefined;
  /** Best first, already filtered. */
  options: readonly ComboboxOption[];
  /** By Enter or a press. */
  onPick: (option: ComboboxOption) => void;
  /** Enter without an option under the cursor. Absent: such an Enter is the form's. */
  onSubmitText?: ((text: string) => void) | undefined;
  /** A last row “Create “pro” at …” for the text as typed. */
  createLabel?: ReactNode;
  /** Backspace in the empty field. */
  onBackspaceEmpty?: ((event: KeyboardEvent) => void) | undefined;
  /** Instead of an empty list: “Reading…”, “No such label”. */
  emptyText?: ReactNode;
  /** Where the list is not named by the field. */
  listLabel?: string | undefined;
  /** For a field that is found as a textbox: suggestions only while typing, closed once one is taken. */
  isTextbox?: boolean | undefined;
}

/** A text field with suggestions. Enter takes the text as typed unless an arrow key chose an option. */
export function Combobox({
  text,
  onTextChange,
  options,
  onPick,
  onSubmitText,
  createLabel,
  onBackspaceEmpty,
  emptyText,
  listLabel,
  isTextbox = false,
  trailing,
  onBlur,
  ref,
  id: givenId,
  ...field
}: ComboboxProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  const input = useRef<HTMLInputElement>(null);
  const mergedRef = useMergedRef(input, ref);
  const [open, setOpen] = useState(false);

  const creates = createLabel !== undefined && createLabel !== null && text.trim() !== '';
  const rows = [...options.map(({ value }) => value), ...(creates ? [''] : [])];
  // The list would cover the error.
  const shown = open && !field.disabled && !field.error && (rows.length > 0 || emptyText !== undefined);
  const { at, setCursor, move, listId, optionId } = useListCursor(id, rows, shown);

  // A list that stays away is noticed by nobody who does not see it.
  const instead = field.error ?? (shown ? emptyText : null);
  const unsaid = open && rows.length === 0 && typeof instead === 'string' ? instead : null;
  useEffect(() => {
    if (unsaid === null) return;
    const timer = setTimeout(() => announce(unsaid), restMs);
    return () => clearTimeout(timer);
  }, [unsaid]);

  function close() {
    setOpen(false);
    setCursor(-1);
  }

  function take(option: ComboboxOption | null) {
    if (option?.disabled) return;
    if (isTextbox) close();
    else setCursor(-1);
    if (option) onPick(option);
    else onSubmitText?.(text);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (isComposing(event)) return;
    if (move(event.key)) setOpen(true);
    else if (event.key === 'Enter' && (at >= 0 || onSubmitText)) take(options[at] ?? null);
    else if (event.key === 'Escape' && shown) close();
    else if (event.key === 'Backspace' && text === '' && onBackspaceEmpty) onBackspaceEmpty(event);
    else {
      if (event.key === 'Enter') close();
      return;
    }
    event.preventDefault();
  }

  return (
    <>
      <TextField
        {...literalText}
        {...field}
        {...(onTextChange && { value: text, onChange: (event) => onTextChange(event.currentTarget.value) })}
        {...(!isTextbox && {
          role: 'combobox',
          'aria-expanded': shown,
          onClick: () => setOpen(true),
        })}
        ref={mergedRef}
        id={id}
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={optionId}
        trailing={trailing !== undefined && text === '' ? <span aria-hidden>{trailing}</span> : undefined}
        onKeyDown={onKeyDown}
        onInput={() => {
          setOpen(true);
          setCursor(-1);
        }}
        onBlur={(event) => {
          close();
          onBlur?.(event);
        }}
      />
      {shown && (
        <ComboboxList
          id={id}
          label={listLabel ?? field.label}
          anchor={input}
          options={options}
          typed={text}
          cursor={at}
          onCursor={setCursor}
          onTake={take}
          emptyText={emptyText}
          create={
            creates ? (
              <>
                <Plus aria-hidden strokeWidth={1.5} className="size-4 text-fg-3" />
                <span className="min-w-0 truncate">{withMarks(createLabel)}</span>
              </>
            ) : null
          }
        />
      )}
    </>
  );
}
