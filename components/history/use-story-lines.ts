'use client';

import { useQueries, useQueryClient } from '@tanstack/react-query';
import { parseAsArrayOf, parseAsString, useQueryState } from 'nuqs';
import { useMemo, useState } from 'react';
import { readJson } from '#components/read-json.ts';
import type { HistoryEntries } from '#lib/shared/history.ts';
import { changesKeys } from '#lib/shared/query-keys.ts';
import type { StoryLines } from './ledger-rows.ts';
import { type LedgerFilters, toAddress } from './use-ledger.ts';

const newest: string | null = null;

type Page = { data: HistoryEntries | undefined; hasFailed: boolean };

const combinePages = (results: readonly { data: HistoryEntries | undefined; isError: boolean }[]): Page[] =>
  results.map(({ data, isError }) => ({ data, hasFailed: data === undefined && isError }));

/** `keys`: of each page. */
function collect(keys: readonly string[], pages: readonly Page[]): Map<string, StoryLines> {
  const read = new Map<string, StoryLines>();
  for (const [index, key] of keys.entries()) {
    const { data, hasFailed = false } = pages[index] ?? {};
    const before = read.get(key) ?? { pages: [], isReading: false, hasFailed: false };
    read.set(key, {
      pages: data ? [...before.pages, data] : before.pages,
      isReading: before.isReading || (data === undefined && !hasFailed),
      hasFailed: before.hasFailed || hasFailed,
    });
  }
  return read;
}

/** Unfolded stories stand in the address, so that a list comes back as it was left. */
export function useStoryLines(filters: LedgerFilters) {
  const client = useQueryClient();
  const [keys, setKeys] = useQueryState('open', parseAsArrayOf(parseAsString).withDefault([]));
  // Where the pages of each begin, under these filters.
  const [starts, setStarts] = useState<Record<string, readonly (string | null)[]>>({});
  const address = toAddress(filters).toString();
  const startsOf = (key: string) => starts[`${key} ${address}`] ?? [newest];
  const asked = keys.flatMap((key) => startsOf(key).map((before) => ({ key, before })));
  const pages = useQueries({
    queries: asked.map(({ key, before }) => ({
      queryKey: changesKeys.story(key, filters, before),
      queryFn: ({ signal }: { signal: AbortSignal }) => {
        const parameters = new URLSearchParams(address);
        parameters.set('story', key);
        if (before !== null) parameters.set('before', before);
        return readJson<HistoryEntries>(`/api/history?${parameters}`, signal);
      },
    })),
    combine: combinePages,
  });
  const order = asked.map(({ key }) => key).join();
  const open = useMemo(() => collect(order === '' ? [] : order.split(','), pages), [order, pages]);

  return {
    open,
    setOpen: (key: string, isOpen: boolean) =>
      void setKeys((now) => [...now.filter((one) => one !== key), ...(isOpen ? [key] : [])]),
    /** Once more, where reading failed. */
    readMore: (key: string) => {
      if (open.get(key)?.hasFailed) void client.refetchQueries({ queryKey: changesKeys.storyPages(key) });
      const next = open.get(key)?.pages.at(-1)?.next;
      if (next) setStarts({ ...starts, [`${key} ${address}`]: [...startsOf(key), next] });
    },
  };
}
