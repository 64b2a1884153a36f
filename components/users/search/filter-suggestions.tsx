'use client';

import { type RefObject, startTransition, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { ComboboxList } from '#components/ui/combobox-list.tsx';
import { isComposing } from '#components/ui/is-composing.ts';
import { providerNames } from '#lib/shared/filter/fields.ts';
import { applyCompletion, completionAt } from '#lib/shared/filter/suggest.ts';
import { choicesAt, questionAt } from './filter-choices.ts';
import { useFieldSemantics } from './use-field-semantics.ts';
import { useTermSuggestions } from './use-term-suggestions.ts';

/** The field's text and where its cursor stood when it was looked at; `asked`: by a key, not by typing. */
type Typed = { text: string; cursor: number; asked?: boolean };

function lookAt(field: HTMLInputElement | null): Typed | null {
  return field && { text: field.value, cursor: field.selectionStart ?? field.value.length };
}

interface FilterSuggestionsProps {
  field: RefObject<HTMLInputElement | null>;
  /** What stood in the field when it was entered: keys pressed before these suggestions arrived count, too. */
  from: string;
  /** The filter as the page knows it. */
  text: string;
  onText: (text: string) => void;
}

/**
 * What could be typed next in the search box: fields and words of the language, known tags with their counts. Opens
 * while somebody types, or by Ctrl+Space. Nothing is chosen before an arrow key is pressed, so that Enter and Tab keep
 * their meaning; the focus stays in the field. It listens to the field itself, so that the page needs none of this
 * before somebody searches.
 */
export function FilterSuggestions({ field, from, text, onText }: FilterSuggestionsProps) {
  const id = useId();
  const [typed, setTyped] = useState<Typed | null>(null);
  const [row, setRow] = useState(-1);
  const caret = useRef<number | null>(null);

  const completion = typed && completionAt(typed.text, typed.cursor);
  const found = useTermSuggestions(completion && questionAt(completion));
  // Where a word begins everything is possible: that is told only to who asks.
  const isOpen = typed?.asked || completion?.wanted !== 'term' || completion.typed !== '';
  const choices = completion && isOpen ? choicesAt(completion, found) : [];
  const isShown = choices.length > 0;
  const at = row < choices.length ? row : -1;

  // Other rows, another meaning of the place among them.
  const rows = choices.map(({ value }) => value).join('\n');
  useEffect(() => {
    if (rows !== undefined) setRow(-1);
  }, [rows]);

  // Told by the page's text, not by the field's event: state set before React has heard of a key would draw the field
  // without it. Keys pressed before these suggestions arrived count, too.
  const seen = useRef(from);
  useLayoutEffect(() => {
    if (seen.current === text) return;
    seen.current = text;
    if (caret.current !== null) {
      // A choice of ours: what follows it was looked at already.
      field.current?.setSelectionRange(caret.current, caret.current);
      caret.current = null;
    } else {
      const typed = field.current === document.activeElement ? lookAt(field.current) : null;
      // The next key does not wait until the choices are drawn and stand in their place.
      startTransition(() => setTyped(typed));
    }
  }, [text, field]);

  function take(value: string) {
    if (!typed || !completion) return;
    const next = applyCompletion(typed.text, completion, value);
    if (next.text === text) field.current?.setSelectionRange(next.cursor, next.cursor);
    else caret.current = next.cursor;
    // After “vero:” or “Region=” the next choice is wanted at once.
    setTyped(/[:.=/]$/.test(value) ? next : null);
    onText(next.text);
    field.current?.focus();
  }

  /** Whether the key was meant for the suggestions. */
  function press(event: KeyboardEvent): boolean {
    if (isComposing(event)) return false;
    if (event.key === ' ' && event.ctrlKey)
      setTyped({ text: '', cursor: 0, ...lookAt(field.current), asked: true });
    else if (!isShown) return false;
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const places = choices.length + 1;
      setRow(((at + 1 + (event.key === 'ArrowDown' ? 1 : -1) + places) % places) - 1);
    } else if (event.key === 'Escape') setTyped(null);
    else if ((event.key === 'Enter' || event.key === 'Tab') && at >= 0 && !event.shiftKey)
      take(choices[at]?.value ?? '');
    else return false;
    return true;
  }

  useFieldSemantics(field, {
    listId: isShown ? `${id}-list` : null,
    optionId: isShown && at >= 0 ? `${id}-option-${at}` : null,
    onMove: () => typed && setTyped(lookAt(field.current)),
    onLeave: () => setTyped(null),
    press,
  });

  return (
    <>
      {/* Not a status: the page has its own, which says how many users there are. */}
      <span aria-live="polite" className="sr-only">
        {isShown && (choices.length === 1 ? '1 suggestion' : `${choices.length} suggestions`)}
      </span>
      {isShown && (
        <ComboboxList
          id={id}
          label="Suggestions"
          anchor={field}
          options={choices.map(({ value, label, note, provider }) => ({
            value,
            label,
            note,
            icon: provider && (
              <ProviderMark provider={provider} size="small" name={providerNames[provider]} />
            ),
          }))}
          typed={completion?.typed ?? ''}
          cursor={at}
          onCursor={setRow}
          onTake={(option) => option && take(option.value)}
          emptyText={null}
          create={null}
          narrow
        />
      )}
    </>
  );
}
