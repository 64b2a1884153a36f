'use client';

import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useReachedPages } from '#components/data-table/use-reached-pages.ts';
import { readJson } from '#components/read-json.ts';
import {
  type CataloguePage,
  type ListCatalogueInput,
  type ListedTag,
  cataloguePageSize as pageSize,
} from '#lib/shared/catalogue.ts';
import { catalogueKeys } from '#lib/shared/query-keys.ts';

export type CatalogueList = Omit<ListCatalogueInput, 'offset'>;

const paged = { pageSize, rowsBefore: 30, firstRows: 40 };

// Far pages expire soon, so that a long scroll costs no memory; the first stays for going back.
const firstPageKept = 5 * 60_000;
const pageKept = 10_000;

export function pageQuery(list: CatalogueList, offset: number) {
  const address = new URLSearchParams({ ...list, offset: String(offset) });
  return queryOptions({
    queryKey: catalogueKeys.page(list, offset),
    queryFn: () => readJson<CataloguePage>(`/api/tags?${address}`),
    gcTime: offset === 0 ? firstPageKept : pageKept,
  });
}

/** Old rows stay until the first page of the wanted list is there; only pages near the window are kept. */
export function useCataloguePages(wanted: CatalogueList) {
  const [arrived, setArrived] = useState(wanted);
  const arriving = useQuery(pageQuery(wanted, 0));
  const next = arriving.data && !isSame(arrived, wanted) ? wanted : arrived;
  if (next !== arrived) setArrived(next);
  // Deferred: keys come first.
  const list = useDeferredValue(next);
  const reached = useReachedPages(list, paged);

  // The first page carries the totals.
  const places = [...new Set([0, ...reached.pages])];
  const first = useQuery(pageQuery(list, 0));
  const totals = first.data?.totals ?? null;
  const wantedPlaces = places.filter((place) => place === 0 || place * pageSize < (totals?.total ?? 0));
  const pages = useQueries({ queries: wantedPlaces.map((place) => pageQuery(list, place * pageSize)) });
  const loaded = new Map(wantedPlaces.map((place, index) => [place, pages[index]?.data]));

  return {
    list,
    totals,
    rowAt: (index: number): ListedTag | undefined =>
      loaded.get(Math.floor(index / pageSize))?.tags[index % pageSize],
    onRange: reached.onRange,
    behind: !isSame(list, wanted),
    error: arriving.error ?? pages.find((page) => page.error !== null)?.error ?? null,
    retry: () => {
      if (arriving.error) void arriving.refetch();
      for (const page of pages) if (page.error) void page.refetch();
    },
  };
}

function isSame(one: CatalogueList, other: CatalogueList): boolean {
  return (
    one.provider === other.provider &&
    one.text === other.text &&
    one.show === other.show &&
    one.sort === other.sort
  );
}
