'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { countOf } from '#components/ui/count.ts';
import { type CatalogueList, pageQuery } from './use-catalogue-pages.ts';

/** How many tags match, exactly; the number of the list before stays until the new one is there. */
export function TagCount({ list }: { list: CatalogueList }) {
  const { data } = useQuery({ ...pageQuery(list, 0), placeholderData: keepPreviousData });
  const total = data?.totals?.total;
  return (
    <p role="status" className="ms-auto text-12 text-fg-2 tabular-nums">
      {total === undefined ? '' : countOf(total, 'tag')}
    </p>
  );
}
