'use client';

import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { readJson } from '#components/read-json.ts';
import { catalogueKeys } from '#lib/catalogue/keys.ts';
import {
  type CataloguePage,
  type CatalogueTag,
  cataloguePageSize,
  type ListCatalogueInput,
} from '#lib/catalogue/schemas.ts';

type CatalogueList = Omit<ListCatalogueInput, 'offset'>;

/** The pages around the window, read as it moves. Rows of the list before stay until the first page of this one is there. */
export function useCataloguePages(list: CatalogueList) {
  const [range, setRange] = useState({ first: 0, end: 40 });
  const from = Math.floor(range.first / cataloguePageSize);
  const to = Math.max(from, Math.floor((range.end - 1) / cataloguePageSize));
  // The first page carries the total, so it is always among those read.
  const places = [...new Set([0, ...Array.from({ length: to - from + 1 }, (_, index) => from + index)])];
  const pages = useQueries({
    queries: places.map((place) => {
      const offset = place * cataloguePageSize;
      const address = new URLSearchParams({ ...list, offset: String(offset) });
      return {
        queryKey: catalogueKeys.page(list, offset),
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          readJson<CataloguePage>(`/api/tags?${address}`, signal),
        placeholderData: keepPreviousData<CataloguePage>,
      };
    }),
  });
  const rowAt = (index: number): CatalogueTag | undefined =>
    pages[places.indexOf(Math.floor(index / cataloguePageSize))]?.data?.tags[index % cataloguePageSize];
  return {
    total: pages[0]?.data?.total,
    most: pages[0]?.data?.most ?? 0,
    rowAt,
    error: pages.find((page) => page.error)?.error ?? null,
    retry: () => pages.forEach((page) => void page.refetch()),
    onRange: (first: number, end: number) => setRange({ first, end }),
  };
}
