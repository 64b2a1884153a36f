'use client';

import { useState } from 'react';
import { useSuggestions } from '#components/tags/use-suggestions.ts';
import { Combobox } from '#components/ui/combobox.tsx';
import { formatCount } from '#components/ui/count.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { hasLabels } from '#lib/shared/filter/fields.ts';
import type { FilterNode } from '#lib/shared/filter/grammar.ts';
import { parseFilter } from '#lib/shared/filter/parse.ts';
import { FilterSuggestionButton } from '../filter-suggestion-button.tsx';
import { useKnownTerm } from './use-known-term.ts';

interface TagTermFieldProps {
  provider: ProviderId;
  onTerm: (term: FilterNode) => void;
}

/** Where tags have values: first the key, then its value, or any. */
export function TagTermField({ provider, onTerm }: TagTermFieldProps) {
  const labels = hasLabels(provider);
  const [key, setKey] = useState<string | null>(null);
  const [text, setText] = useState('');
  const suggestions = useSuggestions(provider, text, { active: true, key });
  const { offer, notice, forget } = useKnownTerm(handOver);

  function handOver(term: FilterNode) {
    show(null, '');
    onTerm(term);
  }

  function show(nextKey: string | null, nextText: string) {
    forget();
    setKey(nextKey);
    setText(nextText);
  }

  const exact = (of: string) => ({ text: of, open: false });
  function take(word: string) {
    if (!labels && key === null) return show(word, '');
    offer(
      key === null
        ? { kind: 'tag', provider, key: exact(word), value: null }
        : { kind: 'tag', provider, key: exact(key), value: word === '' ? null : exact(word) },
    );
  }

  /** An “=” ends the key, typed or pasted. */
  function type(typed: string) {
    const pair = labels || key !== null ? null : typedPair(typed);
    if (pair) show(pair.key, pair.value);
    else show(key, typed);
  }

  function cure(cured: string) {
    const parsed = parseFilter(cured);
    if (parsed.ok && parsed.filter) handOver(parsed.filter);
  }

  const known = suggestions.map((tag) => ({
    value: key === null ? tag.key : (tag.value ?? ''),
    label: key === null ? tag.key : (tag.value ?? ''),
    note: formatCount(tag.count),
  }));
  const label = key === null ? (labels ? 'The tag' : 'The tag’s key') : `The value of ${key}`;
  const anyValue = key !== null && text === '' ? [{ value: '', label: 'any value' }] : [];
  return (
    <div className="flex flex-col items-start gap-1">
      <Combobox
        label={label}
        hideLabel
        placeholder={label}
        text={text}
        onTextChange={type}
        options={[...anyValue, ...known]}
        onPick={(option) => take(option.value)}
        onSubmitText={(typed) => {
          if (typed.trim() !== '') take(typed.trim());
        }}
        onBackspaceEmpty={() => show(null, '')}
        emptyText={text === '' ? undefined : 'No known tag'}
        error={notice?.message}
        fieldClassName="w-52 max-w-full"
      />
      {notice && notice.cures.length > 0 && (
        <p>
          {notice.cures.map(({ suggestion, cured, says }) => (
            <FilterSuggestionButton
              key={suggestion}
              text={suggestion}
              says={says}
              onPress={() => cure(cured)}
            />
          ))}
        </p>
      )}
    </div>
  );
}

/** `plan=growth`, or `plan = gro` so far; null: no key ends. */
export function typedPair(text: string): { key: string; value: string } | null {
  const sign = text.indexOf('=');
  const key = text.slice(0, Math.max(sign, 0)).trim();
  return key === '' ? null : { key, value: text.slice(sign + 1).trimStart() };
}
