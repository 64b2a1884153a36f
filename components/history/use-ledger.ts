'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { debounce, parseAsString, useQueryStates } from 'nuqs';
import { readJson } from '#components/read-json.ts';
import { changesKeys } from '#lib/changes/keys.ts';
import type { HistoryPage } from '#lib/changes/schemas.ts';

const slow = parseAsString.withDefault('').withOptions({ limitUrlUpdates: debounce(200) });
const quick = parseAsString.withDefault('');
const parsers = { provider: quick, outcome: quick, kind: quick, actor: slow, from: quick, to: quick };

export type LedgerFilters = Record<keyof typeof parsers, string>;

/** The filters, kept in the address. */
export function useLedgerFilters() {
  const [filters, setFilters] = useQueryStates(parsers, { history: 'replace', shallow: true });
  return { filters, setFilters: (change: Partial<LedgerFilters>) => void setFilters(change) };
}

const firstPage: number | null = null;

/** The ledger under these filters, page by page. `first`: what the server rendered for the filters it knew. */
export function useLedger(filters: LedgerFilters, first: { filters: LedgerFilters; page: HistoryPage }) {
  const isFirst = JSON.stringify(filters) === JSON.stringify(first.filters);
  return useInfiniteQuery({
    queryKey: changesKeys.list(filters),
    queryFn: ({ pageParam, signal }) => {
      const address = new URLSearchParams(filters);
      if (pageParam !== null) address.set('before', String(pageParam));
      return readJson<HistoryPage>(`/api/history?${address}`, signal);
    },
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextBefore,
    placeholderData: keepPreviousData,
    ...(isFirst ? { initialData: { pages: [first.page], pageParams: [firstPage] } } : {}),
  });
}
