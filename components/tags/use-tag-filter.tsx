'use client';

import { useState } from 'react';
import { formatCount } from '#components/ui/count.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { fold } from '#lib/shared/text/fold.ts';
import { type PaintedTag, tagName } from './shown-tags.ts';

/** Tags whose text has what is typed in `field`; those under way stay. `noun`: “tags”. */
export function useTagFilter(tags: readonly PaintedTag[], noun: string) {
  const [text, setText] = useState('');
  const wanted = fold(text.trim());
  const filtered = tags.filter((tag) => tag.underWay !== null || fold(tagName(tag)).includes(wanted));
  const field = (
    <TextField
      label={`Filter ${noun}`}
      hideLabel
      placeholder={`Filter ${formatCount(tags.length)} ${noun}`}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        if (text === '') event.currentTarget.blur();
        else setText('');
      }}
      trailing={wanted === '' ? undefined : formatCount(filtered.length)}
    />
  );
  return { filtered, field };
}
