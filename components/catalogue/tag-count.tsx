'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type CatalogueList, pageQuery } from './use-catalogue-pages.ts';

const count = new Intl.NumberFormat('en');

/** How many tags match, exactly; the number of the list before stays until the new one is there. */
export function TagCount({ list }: { list: CatalogueList }) {
  const { data } = useQuery({ ...pageQuery(list, 0), placeholderData: keepPreviousData });
  const total = data?.totals?.total;
  return (
    <p role="status" className="ms-auto text-12 text-fg-2 tabular-nums">
      {total === undefined ? '' : `${count.format(total)} ${total === 1 ? 'tag' : 'tags'}`}
    </p>
  );
}
