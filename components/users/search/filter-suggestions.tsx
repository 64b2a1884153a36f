'use client';

import { type RefObject, startTransition, useId, useLayoutEffect, useRef, useState } from 'react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { ComboboxList } from '#components/ui/combobox-list.tsx';
import { isComposing } from '#components/ui/is-composing.ts';
import { useListCursor } from '#components/ui/use-list-cursor.ts';
import { providerNames } from '#lib/shared/filter/fields.ts';
import { applyCompletion, completionAt } from '#lib/shared/filter/suggest.ts';
import { choicesAt, questionAt } from './filter-choices.ts';
import { useFieldSemantics } from './use-field-semantics.ts';
import { useTermSuggestions } from './use-term-suggestions.ts';

/** `asked`: by a key, not by typing. */
type Typed = { text: string; cursor: number; asked?: boolean };

function lookAt(field: HTMLInputElement | null): Typed | null {
  return field && { text: field.value, cursor: field.selectionStart ?? field.value.length };
}

interface FilterSuggestionsProps {
  field: RefObject<HTMLInputElement | null>;
  /** The field's text on entry: keys pressed before loading count, too. */
  from: string;
  text: string;
  onText: (text: string) => void;
}

/**
 * Suggestions in the search box: fields, words, tags with counts. Opens while typing, or by Ctrl+Space.
 * Nothing is chosen before an arrow key, but Enter takes the first that an unfinished term begins. Listens to the field itself, so
 * that the page loads this late.
 */
export function FilterSuggestions({ field, from, text, onText }: FilterSuggestionsProps) {
  const id = useId();
  const [typed, setTyped] = useState<Typed | null>(null);
  const caret = useRef<number | null>(null);

  const completion = typed && completionAt(typed.text, typed.cursor);
  const found = useTermSuggestions(completion && questionAt(completion));
  // At a word's start everything is possible: shown on request only.
  const isOpen = typed?.asked || completion?.wanted !== 'term' || completion.typed !== '';
  const choices = completion && isOpen ? choicesAt(completion, found) : [];
  const isShown = choices.length > 0;
  const values = choices.map(({ value }) => value);
  const { at, setCursor, move, listId, optionId } = useListCursor(id, values, isShown);

  /** What `vero:pro` was to become: nobody carries it, and Enter takes the first that begins so. */
  const begun =
    completion && completion.wanted !== 'term' && completion.typed !== ''
      ? choices.find(({ label }) => label.toLowerCase().startsWith(completion.typed.toLowerCase()))
      : undefined;

  // From the page's text, not the event: setState before React hears of a key would redraw the field without
  // it.
  const seen = useRef(from);
  useLayoutEffect(() => {
    if (seen.current === text) return;
    seen.current = text;
    if (caret.current !== null) {
      // Our own choice: already handled.
      field.current?.setSelectionRange(caret.current, caret.current);
      caret.current = null;
    } else {
      const typed = field.current === document.activeElement ? lookAt(field.current) : null;
      // As a transition: the next key must not wait.
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

  /** Whether the suggestions took the key. */
  function press(event: KeyboardEvent): boolean {
    if (isComposing(event)) return false;
    if (event.key === ' ' && event.ctrlKey)
      setTyped({ text: '', cursor: 0, ...lookAt(field.current), asked: true });
    else if (!isShown) return false;
    else if (move(event.key)) return true;
    else if (event.key === 'Escape') setTyped(null);
    else if ((event.key === 'Enter' || event.key === 'Tab') && at >= 0 && !event.shiftKey)
      take(choices[at]?.value ?? '');
    // Drawn for an earlier text, they say nothing of this one.
    else if (event.key === 'Enter' && begun && typed?.text === field.current?.value) take(begun.value);
    else return false;
    return true;
  }

  useFieldSemantics(field, {
    listId,
    optionId,
    onMove: () => typed && setTyped(lookAt(field.current)),
    onLeave: () => setTyped(null),
    press,
  });

  return (
    <>
      {/* Not role status: the page's own one says how many users there are. */}
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
          onCursor={setCursor}
          onTake={(option) => option && take(option.value)}
          emptyText={null}
          create={null}
          narrow
        />
      )}
    </>
  );
}
