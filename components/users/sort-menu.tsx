'use client';

import { ArrowUpDown } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { type UserSort, userSortLabels, userSorts } from '#lib/shared/user-list.ts';

export function SortMenu({ sort, onSort }: { sort: UserSort; onSort: (sort: UserSort) => void }) {
  return (
    <Menu
      label="Sort"
      align="end"
      trigger={(props) => (
        <Button
          {...props}
          look="quiet"
          icon={<ArrowUpDown aria-hidden strokeWidth={1.5} className="size-3.5" />}
        >
          <span className="sr-only">Sort: </span>
          {userSortLabels[sort]}
        </Button>
      )}
    >
      {userSorts.map((each) => (
        <MenuItem key={each} checked={each === sort} onSelect={() => onSort(each)}>
          {userSortLabels[each]}
        </MenuItem>
      ))}
    </Menu>
  );
}
