'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { debounce, parseAsString, useQueryStates } from 'nuqs';
import { readJson } from '#components/read-json.ts';
import { followWrite } from '#components/ui/address-writes.ts';
import type { HistoryStories } from '#lib/shared/history.ts';
import { changesKeys } from '#lib/shared/query-keys.ts';

const slow = parseAsString.withDefault('').withOptions({ limitUrlUpdates: debounce(200) });
const quick = parseAsString.withDefault('');
const parsers = {
  view: quick,
  words: slow,
  kind: quick,
  provider: quick,
  outcome: quick,
  actor: quick,
  verb: quick,
  tag: slow,
  userId: slow,
  runId: slow,
  origin: quick,
  from: quick,
  to: quick,
};

export type LedgerFilters = Record<keyof typeof parsers, string>;

export const noFilters: LedgerFilters = {
  view: '',
  words: '',
  kind: '',
  provider: '',
  outcome: '',
  actor: '',
  verb: '',
  tag: '',
  userId: '',
  runId: '',
  origin: '',
  from: '',
  to: '',
};

export function useLedgerFilters() {
  const [filters, setFilters] = useQueryStates(parsers, { history: 'replace', shallow: true });
  return { filters, setFilters: (change: Partial<LedgerFilters>) => void followWrite(setFilters(change)) };
}

export function toAddress(filters: LedgerFilters): URLSearchParams {
  return new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''));
}

const firstPage: string | null = null;

/** `first`: rendered by the server for its filters. */
export function useLedger(
  filters: LedgerFilters,
  first: { filters: LedgerFilters; page: HistoryStories | null },
) {
  const isFirst = first.page !== null && JSON.stringify(filters) === JSON.stringify(first.filters);
  return useInfiniteQuery({
    queryKey: changesKeys.list(filters),
    queryFn: ({ pageParam, signal }) => {
      const address = toAddress(filters);
      if (pageParam !== null) address.set('before', pageParam);
      const list = filters.view === '' ? '/api/history/stories' : '/api/history';
      return readJson<HistoryStories>(`${list}?${address}`, signal);
    },
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    ...(isFirst && first.page ? { initialData: { pages: [first.page], pageParams: [firstPage] } } : {}),
  });
}
