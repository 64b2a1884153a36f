'use client';

import { Select } from '#components/ui/select.tsx';
import { type CatalogueSort, catalogueSorts } from '#lib/shared/catalogue.ts';

const names: Record<CatalogueSort, string> = {
  users: 'Most users',
  'users-asc': 'Fewest users',
  name: 'Name',
  'name-desc': 'Name, from the end',
  used: 'Last added',
  'used-asc': 'Least recently added',
};

interface CatalogueSortSelectProps {
  sort: CatalogueSort;
  onSort: (sort: CatalogueSort) => void;
}

export function CatalogueSortSelect({ sort, onSort }: CatalogueSortSelectProps) {
  return (
    <Select
      label="Sort by"
      hideLabel
      value={sort}
      onChange={(event) => {
        const next = catalogueSorts.find((candidate) => candidate === event.currentTarget.value);
        if (next) onSort(next);
      }}
      options={catalogueSorts.map((value) => ({ value, label: names[value] }))}
    />
  );
}
