'use client';

import { type RefObject, useEffect, useRef } from 'react';

/** Text typed into a field before the browser took the page over counts, too: nobody hears of those keys otherwise. */
export function useEarlyTyping(
  field: RefObject<HTMLInputElement | null>,
  rendered: string,
  onText: (text: string) => void,
): void {
  const before = useRef<string | null>(rendered);
  useEffect(() => {
    const typed = field.current?.value;
    if (before.current !== null && typed !== undefined && typed !== before.current) onText(typed);
    before.current = null;
  }, [field, onText]);
}
