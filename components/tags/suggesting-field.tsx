'use client';

import { useState } from 'react';
import { Combobox } from '#components/ui/combobox.tsx';
import { countOf } from '#components/ui/count.ts';
import type { TextFieldProps } from '#components/ui/text-field.tsx';
import type { ProviderId } from '#lib/providers/ids.ts';
import { useSuggestions } from './use-suggestions.ts';

/** A textbox that suggests keys, or with `of` its values. Any text is allowed. */
export function SuggestingField({
  provider,
  of,
  text,
  without = [],
  onTake,
  ...field
}: TextFieldProps & {
  provider: ProviderId;
  of: string | null;
  text: string;
  /** Existing tags, not suggested. */
  without?: readonly string[];
  onTake: (text: string) => void;
}) {
  const [active, setActive] = useState(false);
  const known = useSuggestions(provider, text, { active: active && of !== '', key: of });
  const options = known
    .map((tag) => ({ value: of === null ? tag.key : (tag.value ?? ''), count: tag.count }))
    .filter(({ value }) => value !== text.trim() && !without.includes(value))
    .map(({ value, count }) => ({ value, label: value, note: countOf(count, 'user') }));

  return (
    <Combobox
      {...field}
      isTextbox
      text={text}
      options={options}
      onPick={({ value }) => onTake(value)}
      listLabel={of === null ? 'Known keys' : 'Known values'}
      onFocus={() => setActive(true)}
    />
  );
}
