'use client';

import { useMutation } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import type { TagNode } from '#lib/shared/filter/grammar.ts';
import { printTerm } from '#lib/shared/filter/print.ts';
import type { FilterNotice } from '#lib/shared/filter/problem.ts';
import type { UsersPage } from '#lib/shared/user-list.ts';

type KnownTerm = {
  /** Looks the term up; passes it on if a known tag fits. */
  offer: (term: TagNode) => void;
  /** Unknown, with suggestions, or no answer. */
  notice: FilterNotice | null;
  /** Cancels the lookup. */
  forget: () => void;
};

/** Holds back unknown tags: NOT such a tag would keep everybody and look effective. */
export function useKnownTerm(onKnown: (term: TagNode) => void): KnownTerm {
  const { mutate, data, error, reset } = useMutation({ mutationFn: noticeOf, networkMode: 'always' });
  return {
    // Only for this press: typing or another provider cancels it.
    offer: (term) => mutate(term, { onSuccess: (notice) => notice === null && onKnown(term) }),
    notice: error ? { about: error.message, message: error.message, cures: [] } : (data ?? null),
    forget: reset,
  };
}

/** The list's notice for the term; null: known. */
async function noticeOf(term: TagNode): Promise<FilterNotice | null> {
  const query = new URLSearchParams({ q: printTerm(term), limit: '1' });
  const { notices } = await readJson<UsersPage>(`/api/users?${query}`);
  return notices[0] ?? null;
}
