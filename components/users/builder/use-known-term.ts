'use client';

import { useMutation } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import type { TagNode } from '#lib/query/grammar.ts';
import { printTerm } from '#lib/query/print.ts';
import type { FilterNotice, UsersPage } from '#lib/users/list-schemas.ts';

type KnownTerm = {
  /** Has the term looked up, and handed over where it fits a known tag. */
  offer: (term: TagNode) => void;
  /** What is to be said about the last one instead, with the nearest known ones as its cures. */
  notice: FilterNotice | null;
  forget: () => void;
};

/** Holds back terms that fit no known tag: NOT such a tag would leave everybody in the list, and look as if it did its work. */
export function useKnownTerm(onKnown: (term: TagNode) => void): KnownTerm {
  const { mutate, data, reset } = useMutation({
    mutationFn: (term: TagNode) => noticeOf(term),
    onSuccess: (notice, term) => {
      if (notice === null) onKnown(term);
    },
    networkMode: 'always',
  });
  return { offer: mutate, notice: data ?? null, forget: reset };
}

/** The list's own words for the term alone. Where nothing answers there are none: the list will say so itself. */
async function noticeOf(term: TagNode): Promise<FilterNotice | null> {
  const query = new URLSearchParams({ q: printTerm(term), limit: '1' });
  const page = await readJson<UsersPage>(`/api/users?${query}`).catch(() => null);
  return page?.notices[0] ?? null;
}
