'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readJson } from '#components/read-json.ts';
import { catalogueKeys } from '#lib/catalogue/keys.ts';
import type { TermSuggestion } from '#lib/catalogue/schemas.ts';
import type { TermQuestion } from './filter-choices.ts';

const none: readonly TermSuggestion[] = [];
/** Long enough to skip the keys of a quick typist. */
const pauseMs = 60;

/** Known tags at a place of the filter; those of the letters before stay until the next are there. */
export function useTermSuggestions(question: TermQuestion | null): readonly TermSuggestion[] {
  const asked = useSettled(question);
  const kind = asked ? catalogueKeys.terms(asked.wanted, asked.provider, asked.key, '').join() : '';
  const { data } = useQuery({
    queryKey: catalogueKeys.terms(
      asked?.wanted ?? 'term',
      asked?.provider ?? null,
      asked?.key ?? null,
      asked?.text ?? '',
    ),
    queryFn: ({ signal }) => readJson<TermSuggestion[]>(addressOf(asked), signal),
    enabled: asked !== null,
    // Values of another key, or keys where values are wanted, would mislead.
    placeholderData: (before, query) =>
      query && [...query.queryKey.slice(0, -1), ''].join() === kind ? before : undefined,
    retry: false,
  });
  const isCurrent = question !== null && asked !== null && isSameKind(question, asked);
  return isCurrent ? (data ?? none) : none;
}

function isSameKind(left: TermQuestion, right: TermQuestion): boolean {
  return left.wanted === right.wanted && left.provider === right.provider && left.key === right.key;
}

function addressOf(question: TermQuestion | null): string {
  const { wanted = 'term', provider = null, key = null, text = '' } = question ?? {};
  const query = new URLSearchParams({ wanted, text });
  if (provider !== null) query.set('provider', provider);
  if (key !== null) query.set('key', key);
  return `/api/tags/terms?${query}`;
}

/** The question once nobody typed for a moment; a question of another kind at once. */
function useSettled(question: TermQuestion | null): TermQuestion | null {
  const [settled, setSettled] = useState(question);
  const text = JSON.stringify(question);
  useEffect(() => {
    const next: TermQuestion | null = JSON.parse(text);
    const timer = setTimeout(() => setSettled(next), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
