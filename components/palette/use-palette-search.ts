'use client';

import { useEffect, useState } from 'react';
import { readJson } from '#components/read-json.ts';
import type { SearchResult } from '#lib/shared/search.ts';

/** Skips a quick typist's keys. */
const pauseMs = 60;

const nothing: SearchResult = { users: [], tags: [], runs: [], undoable: [], views: [] };

/** `turn`: grows with each answer. */
type Answer = { text: string; found: SearchResult; turn: number };

/** The last answer stays until the next; a failed search finds nothing. */
export function usePaletteSearch(text: string): Answer & { pending: boolean } {
  const [answer, setAnswer] = useState<Answer>({ text: '', found: nothing, turn: 0 });
  const wanted = text.trim();

  useEffect(() => {
    const abort = new AbortController();
    const settle = (found: SearchResult) => {
      if (!abort.signal.aborted) setAnswer(({ turn }) => ({ text: wanted, found, turn: turn + 1 }));
    };
    if (wanted === '') {
      settle(nothing);
      return;
    }
    const timer = setTimeout(() => {
      const address = `/api/search?${new URLSearchParams({ text: wanted })}`;
      readJson<SearchResult>(address, abort.signal).then(settle, () => settle(nothing));
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [wanted]);

  return { ...answer, pending: answer.text !== wanted };
}
