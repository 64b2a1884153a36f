'use client';

import { useMutation } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import type { TagNode } from '#lib/shared/filter/grammar.ts';
import { printTerm } from '#lib/shared/filter/print.ts';
import type { FilterNotice } from '#lib/shared/filter/problem.ts';
import type { UsersPage } from '#lib/shared/user-list.ts';

type KnownTerm = {
  /** Has the term looked up, and handed over where it fits a known tag. */
  offer: (term: TagNode) => void;
  /** What is to be said about the last one instead: that nobody knows it, with the nearest, or that nothing answered. */
  notice: FilterNotice | null;
  /** Nothing is handed over any more, nor said. */
  forget: () => void;
};

/** Holds back terms that fit no known tag: NOT such a tag would leave everybody in the list, and look as if it did its work. */
export function useKnownTerm(onKnown: (term: TagNode) => void): KnownTerm {
  const { mutate, data, error, reset } = useMutation({ mutationFn: noticeOf, networkMode: 'always' });
  return {
    // Heard by this press alone: what is typed meanwhile, or another provider, calls it back.
    offer: (term) => mutate(term, { onSuccess: (notice) => notice === null && onKnown(term) }),
    notice: error ? { about: error.message, message: error.message, cures: [] } : (data ?? null),
    forget: reset,
  };
}

/** The list's own words for the term alone; null: it fits a known tag. */
async function noticeOf(term: TagNode): Promise<FilterNotice | null> {
  const query = new URLSearchParams({ q: printTerm(term), limit: '1' });
  const { notices } = await readJson<UsersPage>(`/api/users?${query}`);
  return notices[0] ?? null;
}
