'use client';

import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readJson } from '#components/read-json.ts';
import { catalogueKeys, usersKeys } from '#lib/shared/query-keys.ts';
import type { Found, TermQuestion } from './filter-choices.ts';

const none: readonly Found[] = [];
const nothing: TermQuestion = { wanted: 'term', provider: null, key: null, text: '' };
/** Skips a quick typist's keys. */
const pauseMs = 60;

/** The last answer stays until the next. */
export function useTermSuggestions(question: TermQuestion | null): readonly Found[] {
  const asked = useSettled(question);
  const { data } = useQuery({
    ...termQuery(asked ?? nothing),
    enabled: asked !== null,
    // Values of another key would mislead.
    placeholderData: (before, query) =>
      query?.queryKey.slice(0, -1).join() === kindOf(asked ?? nothing) ? before : undefined,
  });
  const isCurrent = question !== null && asked !== null && kindOf(question) === kindOf(asked);
  return isCurrent ? (data ?? none) : none;
}

export function termQuery(question: TermQuestion) {
  return queryOptions({
    queryKey: keyOf(question),
    queryFn: ({ signal }) => readJson<Found[]>(addressOf(question), signal),
    retry: false,
  });
}

/** Ends in the typed text. */
function keyOf(question: TermQuestion) {
  return 'key' in question
    ? catalogueKeys.terms(question.wanted, question.provider, question.key, question.text)
    : usersKeys.names(question.wanted, question.text);
}

function kindOf(question: TermQuestion): string {
  return keyOf(question).slice(0, -1).join();
}

function addressOf(question: TermQuestion): string {
  const query = new URLSearchParams({ wanted: question.wanted, text: question.text });
  if (!('key' in question)) return `/api/users/names?${query}`;
  if (question.provider !== null) query.set('provider', question.provider);
  if (question.key !== null) query.set('key', question.key);
  return `/api/tags/terms?${query}`;
}

/** After a rest; at once for another kind of question. */
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
