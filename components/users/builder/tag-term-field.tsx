'use client';

import { useState } from 'react';
import { useSuggestions } from '#components/tags/use-suggestions.ts';
import { Combobox } from '#components/ui/combobox.tsx';
import { formatCount } from '#components/ui/count.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { hasLabels } from '#lib/query/fields.ts';
import type { TagNode } from '#lib/query/grammar.ts';
import { typedPair } from './typed-pair.ts';

interface TagTermFieldProps {
  provider: ProviderId;
  onTerm: (term: TagNode) => void;
}

/** A tag of one provider, found while typing; where tags have values, first the key and then its value, or any. */
export function TagTermField({ provider, onTerm }: TagTermFieldProps) {
  const labels = hasLabels(provider);
  const [key, setKey] = useState<string | null>(null);
  const [text, setText] = useState('');
  const suggestions = useSuggestions(provider, text, { active: true, key });

  const exact = (of: string) => ({ text: of, open: false });
  function take(word: string) {
    setText('');
    if (!labels && key === null) return setKey(word);
    setKey(null);
    onTerm(
      key === null
        ? { kind: 'tag', provider, key: exact(word), value: null }
        : { kind: 'tag', provider, key: exact(key), value: word === '' ? null : exact(word) },
    );
  }

  /** An “=” ends the key, whether it is typed or pasted. */
  function type(typed: string) {
    const pair = labels || key !== null ? null : typedPair(typed);
    if (pair) setKey(pair.key);
    setText(pair ? pair.value : typed);
  }

  const known = suggestions.map((tag) => ({
    value: key === null ? tag.key : (tag.value ?? ''),
    label: key === null ? tag.key : (tag.value ?? ''),
    note: formatCount(tag.count),
  }));
  const anyValue = key !== null && text === '' ? [{ value: '', label: 'any value' }] : [];
  return (
    <Combobox
      label={key === null ? (labels ? 'The tag' : 'The tag’s key') : `The value of ${key}`}
      text={text}
      onTextChange={type}
      options={[...anyValue, ...known]}
      onPick={(option) => take(option.value)}
      onSubmitText={(typed) => {
        if (typed.trim() !== '') take(typed.trim());
      }}
      onBackspaceEmpty={() => setKey(null)}
      emptyText={text === '' ? undefined : 'No known tag'}
    />
  );
}
