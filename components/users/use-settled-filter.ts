'use client';

import { startTransition, useEffect, useMemo, useState } from 'react';
import type { TagNode } from '#lib/shared/filter/grammar.ts';
import type { RefusedFilter } from '#lib/shared/filter/parse.ts';
import { type FilterLanguage, useFilterLanguage } from './use-filter-language.ts';

/** Skips a quick typist's keys, too short to be felt. */
const pause = 40;

/** As the server parsed it. */
export type FirstFilter = {
  text: string;
  problem: RefusedFilter | null;
  terms: readonly TagNode[];
};

export type SettledFilter = {
  /** Last parsed; later typing follows. */
  text: string;
  /** The last valid filter; null: none so far. */
  q: string | null;
  /** Of `text`. */
  problem: RefusedFilter | null;
  termsOf: (q: string) => readonly TagNode[];
};

type PlanStatus = { readable: true } | { readable: false; problem: RefusedFilter } | null;

/** null: the language is still loading. */
function judge(text: string, first: FirstFilter, language: FilterLanguage | null): PlanStatus {
  if (isPlainSearch(text)) return { readable: true };
  if (text === first.text) {
    return first.problem ? { readable: false, problem: first.problem } : { readable: true };
  }
  const parsed = language?.parseFilter(text);
  if (!parsed) return null;
  return parsed.ok ? { readable: true } : { readable: false, problem: parsed };
}

const none: readonly TagNode[] = [];

/** Follows typing after a rest, with valid filters only. */
export function useSettledFilter(text: string, first: FirstFilter): SettledFilter {
  const [rested, setRested] = useState(text);
  const [readable, setReadable] = useState<string | null>(null);
  const language = useFilterLanguage(!isPlainSearch(text) && text !== first.text);

  useEffect(() => {
    // A transition: drawing the list may take longer than a key may.
    const settle = () => startTransition(() => setRested(text));
    // An emptied field shows everybody at once.
    if (text === '') settle();
    const timer = setTimeout(settle, pause);
    return () => clearTimeout(timer);
  }, [text]);

  const verdict = useMemo(() => judge(rested, first, language), [rested, first, language]);
  const q = verdict?.readable ? rested.trim() : readable;
  if (q !== readable) setReadable(q);
  const termsOf = useMemo(
    () => (of: string) => {
      if (of === first.text.trim()) return first.terms;
      return isPlainSearch(of) ? none : (language?.tagTermsIn(of) ?? none);
    },
    [first, language],
  );
  const problem = verdict?.readable === false ? verdict.problem : null;
  return useMemo(() => ({ text: rested, q, problem, termsOf }), [rested, q, problem, termsOf]);
}

/** Whether a text is plain words, without the parser: most searches are, and need not load it. */
const maxPlainLength = 200;
const meaningful = /[:"()*\\\0\p{Surrogate}]|(?:^|\s)-|(?:^|\s)(?:and|or|not|untagged)(?=\s|$)/iu;
const maxWords = 20;

export function isPlainSearch(text: string): boolean {
  return text.length <= maxPlainLength && !meaningful.test(text) && text.split(/\s+/).length <= maxWords;
}

/** The filter depends on the zone: `changed:>=2026-11-30`. */
export function namesDay(q: string): boolean {
  return /(^|[\s(-])changed:[<>]?=?"?\d{4}-/i.test(q);
}
