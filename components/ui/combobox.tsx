'use client';

import { Plus } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useRef, useState } from 'react';
import { classNames } from './class-names.ts';
import { ComboboxList, type ComboboxOption } from './combobox-list.tsx';
import {
  type ControlSize,
  controlClass,
  controlSizes,
  describedBy,
  FieldFrame,
  type FieldText,
} from './field-frame.tsx';
import { isComposing } from './is-composing.ts';
import { literalText } from './literal-text.ts';
import { announce } from './live-region.tsx';
import { useMergedRef } from './use-merged-ref.ts';
import { useTypingBeforeHydration } from './use-typing-before-hydration.ts';
import { withMarks } from './verbatim.tsx';

/** Said when typing rests: each key would say it anew. */
const restMs = 500;

export type { ComboboxOption } from './combobox-list.tsx';

export interface ComboboxProps extends FieldText {
  text: string;
  onTextChange: (text: string) => void;
  /** Best first, already filtered. */
  options: readonly ComboboxOption[];
  /** By Enter or a press. */
  onPick: (option: ComboboxOption) => void;
  /** Enter without an option under the cursor. Absent: such an Enter does nothing. */
  onSubmitText?: ((text: string) => void) | undefined;
  /** A last row “Create “pro” at …” for the text as typed. */
  createLabel?: ReactNode;
  /** Backspace in the empty field. */
  onBackspaceEmpty?: (() => void) | undefined;
  placeholder?: string | undefined;
  /** At the end of the empty field: a key, a note. */
  trailing?: ReactNode;
  /** Instead of an empty list: “Reading…”, “No such label”. */
  emptyText?: ReactNode;
  size?: ControlSize | undefined;
  disabled?: boolean | undefined;
  name?: string | undefined;
  id?: string | undefined;
  ref?: Ref<HTMLInputElement> | undefined;
  onBlur?: (() => void) | undefined;
  className?: string | undefined;
}

/** A text field with suggestions. Enter takes the text as typed unless an arrow key chose an option. */
export function Combobox(props: ComboboxProps) {
  const { text, onTextChange, options, onPick, onSubmitText, createLabel, onBackspaceEmpty, placeholder } =
    props;
  const { trailing, emptyText, size = 'medium', disabled, name, onBlur, className, ...frame } = props;
  const { label, hideLabel, hint, warning, error } = frame;
  const ownId = useId();
  const id = props.id ?? ownId;
  const input = useRef<HTMLInputElement>(null);
  const mergedRef = useTypingBeforeHydration(useMergedRef(input, props.ref));
  const [open, setOpen] = useState(false);
  const [cursor, setCursor] = useState(-1);

  const creates = createLabel !== undefined && createLabel !== null && text.trim() !== '';
  const rows = options.length + (creates ? 1 : 0);
  // The list would cover the error.
  const shown = open && !disabled && !error && (rows > 0 || emptyText !== undefined);
  const at = cursor < rows ? cursor : -1;

  // Other suggestions reset the cursor.
  const optionsKey = options.map((option) => option.value).join('\n');
  useEffect(() => {
    if (optionsKey !== undefined) setCursor(-1);
  }, [optionsKey]);

  // A list that stays away is noticed by nobody who does not see it.
  const instead = error ?? (shown ? emptyText : null);
  const unsaid = open && rows === 0 && typeof instead === 'string' ? instead : null;
  useEffect(() => {
    if (unsaid === null) return;
    const timer = setTimeout(() => announce(unsaid), restMs);
    return () => clearTimeout(timer);
  }, [unsaid]);

  function take(option: ComboboxOption | null) {
    if (option?.disabled) return;
    setCursor(-1);
    if (option) onPick(option);
    else onSubmitText?.(text);
  }

  function move(step: 1 | -1) {
    setOpen(true);
    if (rows === 0) return;
    // One more place: the text itself.
    setCursor(((at + 1 + step + (rows + 1)) % (rows + 1)) - 1);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (isComposing(event)) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Enter' && (at >= 0 || onSubmitText)) take(options[at] ?? null);
    else if (event.key === 'Escape' && shown) setOpen(false);
    else if (event.key === 'Backspace' && text === '' && onBackspaceEmpty) onBackspaceEmpty();
    else return;
    event.preventDefault();
  }

  return (
    <FieldFrame {...{ id, label, hideLabel, hint, warning, error }} className={className}>
      <span className="relative flex min-w-0">
        <input
          ref={mergedRef}
          id={id}
          name={name}
          type="text"
          role="combobox"
          {...literalText}
          disabled={disabled}
          value={text}
          placeholder={placeholder}
          aria-autocomplete="list"
          aria-expanded={shown}
          aria-controls={shown ? `${id}-list` : undefined}
          aria-activedescendant={shown && at >= 0 ? `${id}-option-${at}` : undefined}
          aria-invalid={Boolean(error) || undefined}
          aria-describedby={describedBy(id, { hint, warning, error })}
          onChange={(event) => {
            onTextChange(event.currentTarget.value);
            setOpen(true);
            setCursor(-1);
          }}
          onClick={() => setOpen(true)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            setOpen(false);
            setCursor(-1);
            onBlur?.();
          }}
          className={classNames(controlClass, controlSizes[size], trailing !== undefined && 'pe-9')}
        />
        {trailing !== undefined && text === '' && (
          <span
            aria-hidden
            className="pointer-events-none absolute inset-y-0 end-1.5 flex items-center text-11 text-fg-3"
          >
            {trailing}
          </span>
        )}
      </span>
      {shown && (
        <ComboboxList
          id={id}
          label={label}
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
    </FieldFrame>
  );
}
