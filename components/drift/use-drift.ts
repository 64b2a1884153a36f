'use client';

import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { debounce, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { readJson } from '#components/read-json.ts';
import { followWrite } from '#components/ui/address-writes.ts';
import { providerIds } from '#lib/providers/ids.ts';
import {
  type DriftGroups,
  type DriftPair,
  type DriftRow,
  driftLists,
  type ListDriftInput,
} from '#lib/shared/drift.ts';
import { driftKeys } from '#lib/shared/query-keys.ts';
import { keyOfGroup, type OpenGroup } from './drift-rows.ts';

const parsers = {
  state: parseAsStringLiteral(driftLists).withDefault('open'),
  provider: parseAsStringLiteral(['', ...providerIds]).withDefault(''),
  text: parseAsString.withDefault('').withOptions({ limitUrlUpdates: debounce(200) }),
};

/** In the address. */
export function useDriftFilters() {
  const [filters, setFilters] = useQueryStates(parsers, { history: 'replace', shallow: true });
  return {
    filters,
    setFilters: (change: Partial<ListDriftInput>) => void followWrite(setFilters(change)),
  };
}

const rereadEveryMs = 30_000;

/** `first`: of the server, for the filters that it saw. */
export function useDriftGroups(
  filters: ListDriftInput,
  first: { filters: ListDriftInput; page: DriftGroups | null },
) {
  const isFirst = first.page !== null && JSON.stringify(first.filters) === JSON.stringify(filters);
  return useQuery({
    queryKey: driftKeys.groups(filters),
    queryFn: ({ signal }) =>
      readJson<DriftGroups>(`/api/drift?${new URLSearchParams(Object.entries(filters))}`, signal),
    ...(isFirst && first.page ? { initialData: first.page } : {}),
    placeholderData: keepPreviousData,
    refetchInterval: rereadEveryMs,
  });
}

type RowsPage = { rows: DriftRow[]; nextAfter: number | null };

/** The groups that are open, with as many pages as were asked for. */
export function useOpenGroups(state: ListDriftInput['state'], groups: readonly DriftPair[]) {
  const [pages, setPages] = useState<ReadonlyMap<string, number>>(new Map());
  const shown = groups.filter((group) => pages.has(keyOfGroup(group)));
  const answers = useQueries({
    queries: shown.map((group) => ({
      queryKey: driftKeys.rows(state, keyOfGroup(group), pages.get(keyOfGroup(group)) ?? 1),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        readPages({ state, group, count: pages.get(keyOfGroup(group)) ?? 1 }, signal),
      placeholderData: keepPreviousData,
    })),
  });
  const open = new Map(
    shown.map((group, position): [string, OpenGroup] => {
      const answer = answers[position];
      const rows = answer?.data?.rows ?? [];
      const isReading = answer?.isPending === true || answer?.isPlaceholderData === true;
      const rest = isReading ? 'reading' : answer?.error ? 'failed' : 'more';
      return [keyOfGroup(group), { rows, hasMore: answer?.data?.nextAfter != null, state: rest }];
    }),
  );
  return {
    open,
    setOpen: (key: string, isOpen: boolean) =>
      setPages((all) => {
        const next = new Map(all);
        if (isOpen) next.set(key, 1);
        else next.delete(key);
        return next;
      }),
    readMore: (key: string) => setPages((all) => new Map(all).set(key, (all.get(key) ?? 0) + 1)),
  };
}

async function readPages(
  { state, group, count }: { state: ListDriftInput['state']; group: DriftPair; count: number },
  signal: AbortSignal,
): Promise<RowsPage> {
  const { provider, key, direction, ours, theirs } = group;
  const all: RowsPage = { rows: [], nextAfter: 0 };
  for (let page = 0; page < count && all.nextAfter !== null; page += 1) {
    const asked = new URLSearchParams({ state, provider, key, direction, after: String(all.nextAfter) });
    if (ours !== null) asked.set('ours', ours);
    if (theirs !== null) asked.set('theirs', theirs);
    const next = await readJson<RowsPage>(`/api/drift/rows?${asked}`, signal);
    all.rows.push(...next.rows);
    all.nextAfter = next.nextAfter;
  }
  return all;
}
