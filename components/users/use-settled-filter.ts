'use client';

import { startTransition, useEffect, useMemo, useState } from 'react';
import type { TagNode } from '#lib/shared/filter/grammar.ts';
import type { RefusedFilter } from '#lib/shared/filter/parse.ts';
import { type FilterLanguage, useFilterLanguage } from './use-filter-language.ts';

/** Long enough to skip the keys of a quick typist, too short to be felt. */
const pause = 40;

/** What the server found out about the filter in the address. */
export type FirstFilter = {
  text: string;
  /** Why it cannot be read. */
  problem: RefusedFilter | null;
  /** Its tag terms. */
  terms: readonly TagNode[];
};

export type SettledFilter = {
  /** The text that was judged last; what is typed since follows in a moment. */
  text: string;
  /** The filter to show rows for: the last text that could be read; null while there was none. */
  q: string | null;
  /** Why that text cannot be read. */
  problem: RefusedFilter | null;
  /** The tag terms of a filter that was read. */
  termsOf: (q: string) => readonly TagNode[];
};

type PlanStatus = { readable: true } | { readable: false; problem: RefusedFilter } | null;

/** Null: the language that tells is still on its way. */
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

/** Follows what is typed: after a short rest, and only with filters that can be read. */
export function useSettledFilter(text: string, first: FirstFilter): SettledFilter {
  const [rested, setRested] = useState(text);
  const [readable, setReadable] = useState<string | null>(null);
  const language = useFilterLanguage(!isPlainSearch(text) && text !== first.text);

  useEffect(() => {
    // The list follows when no key is waiting: drawing it may take longer than a key may.
    const settle = () => startTransition(() => setRested(text));
    // An emptied field is an act, not typing: it shows everybody at once.
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

/**
 * Whether a text is a search for words alone, told without the parser: most searches are, and their screen need not
 * fetch it. Everything else, unreadable texts included, is the parser's to judge.
 */
const maxPlainLength = 200;
const meaningful = /[:"()*\\\0\p{Surrogate}]|(?:^|\s)-|(?:^|\s)(?:and|or|not|untagged)(?=\s|$)/iu;
const maxWords = 20;

export function isPlainSearch(text: string): boolean {
  return text.length <= maxPlainLength && !meaningful.test(text) && text.split(/\s+/).length <= maxWords;
}
