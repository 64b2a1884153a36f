'use client';

import { ListFilter } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Button } from '#components/ui/button.tsx';
import { Popover } from '#components/ui/popover.tsx';

// Loaded on first opening.
const FilterBuilder = dynamic(
  () => import('./builder/filter-builder.tsx').then((module) => module.FilterBuilder),
  {
    ssr: false,
  },
);

export function FilterMenu({ q, onFilter }: { q: string; onFilter: (q: string) => void }) {
  return (
    <Popover
      label="Filter"
      align="end"
      className="w-96 max-w-[calc(100vw-16px)]"
      trigger={(props) => (
        <Button
          {...props}
          size="large"
          icon={<ListFilter aria-hidden strokeWidth={1.5} className="size-4" />}
        >
          Filter
        </Button>
      )}
    >
      {() => <FilterBuilder q={q} onFilter={onFilter} />}
    </Popover>
  );
}
