'use client';

import { useState } from 'react';
import { announce } from '#components/ui/live-region.tsx';
import { type PaintedTag, tagName } from './shown-tags.ts';

export type MarkedRemoval = ReturnType<typeof useMarkedRemoval>;

/** By key a tag goes at the second press: the first marks it. */
export function useMarkedRemoval() {
  const [marked, setMarked] = useState<string | null>(null);
  return {
    /** The tag's key. */
    marked,
    unmark: () => setMarked(null),
    press: (
      { key, repeat }: Pick<KeyboardEvent, 'key' | 'repeat'>,
      tag: PaintedTag,
      remove: (tag: PaintedTag) => void,
    ) => {
      // A key held down must not go on to remove.
      if (repeat) return;
      if (marked !== tag.key) {
        setMarked(tag.key);
        announce(`Press ${key} again to remove ${tagName(tag)}`);
        return;
      }
      setMarked(null);
      remove(tag);
    },
  };
}
