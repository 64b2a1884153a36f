'use client';

import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { ComboboxList, type ComboboxOption } from '#components/ui/combobox-list.tsx';
import { countOf } from '#components/ui/count.ts';
import { isComposing } from '#components/ui/is-composing.ts';
import { literalText } from '#components/ui/literal-text.ts';
import { TextField, type TextFieldProps } from '#components/ui/text-field.tsx';
import { useMergedRef } from '#components/ui/use-merged-ref.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { useSuggestions } from './use-suggestions.ts';

/**
 * A text field with suggestions: keys, or with `of` its values. Any text is allowed; Enter without a
 * suggestion submits.
 */
export function SuggestingField({
  provider,
  of,
  text,
  without = [],
  onTake,
  onBlur,
  ref,
  ...field
}: TextFieldProps & {
  provider: ProviderId;
  of: string | null;
  text: string;
  /** Existing tags, not suggested. */
  without?: readonly string[];
  onTake: (text: string) => void;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const mergedRef = useMergedRef(input, ref);
  const [open, setOpen] = useState(false);
  const [cursor, setCursor] = useState(-1);
  const [active, setActive] = useState(false);
  const known = useSuggestions(provider, text, { active: active && of !== '', key: of });
  const options = known
    .map((tag) => ({ value: of === null ? tag.key : (tag.value ?? ''), count: tag.count }))
    .filter(({ value }) => value !== text.trim() && !without.includes(value))
    .map(({ value, count }) => ({
      value,
      label: value,
      note: countOf(count, 'user'),
    }));
  const isShown = open && options.length > 0 && !field.error;
  const at = cursor < options.length ? cursor : -1;

  const take = (option: ComboboxOption | null) => {
    setOpen(false);
    setCursor(-1);
    if (option) onTake(option.value);
  };

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (isComposing(event)) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      setOpen(true);
      const places = options.length + 1;
      setCursor(((at + 1 + (event.key === 'ArrowDown' ? 1 : -1) + places) % places) - 1);
    } else if (event.key === 'Enter' && isShown && at >= 0) take(options[at] ?? null);
    else if (event.key === 'Escape' && isShown) setOpen(false);
    else {
      if (event.key === 'Enter') setOpen(false);
      return;
    }
    event.preventDefault();
  }

  return (
    <>
      <TextField
        {...literalText}
        {...field}
        ref={mergedRef}
        id={id}
        aria-autocomplete="list"
        aria-controls={isShown ? `${id}-list` : undefined}
        aria-activedescendant={isShown && at >= 0 ? `${id}-option-${at}` : undefined}
        onKeyDown={onKeyDown}
        onFocus={() => setActive(true)}
        onInput={() => {
          setOpen(true);
          setCursor(-1);
        }}
        onBlur={(event) => {
          setOpen(false);
          onBlur?.(event);
        }}
      />
      {isShown && (
        <ComboboxList
          id={id}
          label={of === null ? 'Known keys' : 'Known values'}
          anchor={input}
          options={options}
          typed={text}
          cursor={at}
          onCursor={setCursor}
          onTake={take}
          emptyText={null}
          create={null}
        />
      )}
    </>
  );
}
