'use client';

import { ListFilter } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useCallback, useId, useRef, useState } from 'react';
import type { ProviderStates } from '#components/runs/new-run/operation-cards.tsx';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import type { PageMember } from '#components/tags/edits-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { DisabledUntilHydrated } from '#components/ui/disabled-until-hydrated.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { can } from '#lib/shared/permissions.ts';
import { viewStateOf } from '#lib/shared/view-state.ts';
import type { ColumnWidths } from './column-widths.ts';
import type { AlterFilter } from './filter-by-tag.ts';
import type { Entered } from './use-enter-rows.ts';
import { useListState } from './use-list-state.ts';
import { type FirstFilter, isPlainSearch, useSettledFilter } from './use-settled-filter.ts';
import { UsersHeader } from './users-header.tsx';
import { UsersList } from './users-list.tsx';
import { SaveViewButton } from './views/save-view-button.tsx';
import { useViews } from './views/use-views.ts';
import { ViewTabs } from './views/view-tabs.tsx';

// Loaded on first opening.
const FilterBuilder = dynamic(
  () => import('./builder/filter-builder.tsx').then((module) => module.FilterBuilder),
  { ssr: false },
);

const FilterSuggestions = dynamic(
  () => import('./search/filter-suggestions.tsx').then((module) => module.FilterSuggestions),
  { ssr: false },
);

// Server-rendered; few begin with a filter.
const QueryTokens = dynamic(() => import('./search/query-tokens.tsx').then((module) => module.QueryTokens), {
  loading: () => null,
});

interface UsersScreenProps {
  member: PageMember;
  phone: boolean;
  first: FirstFilter;
  width: number;
  columnWidths: ColumnWidths;
  states: ProviderStates;
}

/** Views and search box are drawn on each key, the list is not. */
export function UsersScreen({ member, phone, first, width, columnWidths, states }: UsersScreenProps) {
  const { role } = member;
  const mayShare = can(role, 'views:share');
  const {
    q: text,
    sort,
    columns,
    unknown,
    setQ,
    filterBy,
    setSort,
    setColumns,
    openState,
    settle,
  } = useListState();
  const views = useViews(viewStateOf(text, sort, columns), openState);
  const filter = useSettledFilter(text, first);

  const search = useRef<HTMLInputElement>(null);
  /** The search box's text on first entry; null: not yet. */
  const [searchedFrom, setSearchedFrom] = useState<string | null>(null);
  const notesId = useId();
  const [isBuilding, setBuilding] = useState(false);
  const builderId = useId();
  const builderButton = useRef<HTMLButtonElement>(null);
  const [entered, setEntered] = useState<Entered>(null);

  const latestText = useRef(text);
  latestText.current = text;
  const onAlter: AlterFilter = useCallback(
    (alter) => {
      const altered = alter(latestText.current);
      if (altered !== null) filterBy(altered);
    },
    [filterBy],
  );

  useHotkeys([
    {
      keys: '/',
      label: 'Search',
      group: 'List',
      run: () => {
        search.current?.focus();
        search.current?.select();
      },
    },
  ]);

  return (
    <DisabledUntilHydrated>
      <UsersHeader role={role}>{views.hadAny && <ViewTabs views={views} mayShare={mayShare} />}</UsersHeader>
      <div className="flex items-start gap-2 px-4 pt-2 phone:flex-wrap">
        <SearchField
          className="flex-1"
          ref={search}
          label="Search users"
          placeholder="Name, e-mail, id, or a filter such as vero:prospect no:fragment"
          value={text}
          onValueChange={setQ}
          shortcut="/"
          before={!isPlainSearch(text) && <QueryTokens field={search} text={text} onFilter={filterBy} />}
          aria-describedby={notesId}
          aria-invalid={(filter.problem !== null && !filter.problem.incomplete) || undefined}
          onBlur={settle}
          onFocus={() => setSearchedFrom((before) => before ?? text)}
          onKeyDown={(event) => {
            const { key: by, currentTarget } = event;
            if (by === 'Enter' || by === 'ArrowDown') setEntered({ text: currentTarget.value, by });
          }}
        />
        {searchedFrom !== null && (
          <FilterSuggestions field={search} from={searchedFrom} text={text} onText={setQ} />
        )}
        <Button
          ref={builderButton}
          size="large"
          aria-expanded={isBuilding}
          aria-controls={isBuilding ? builderId : undefined}
          className="aria-expanded:bg-active"
          icon={<ListFilter aria-hidden strokeWidth={1.5} className="size-4" />}
          onClick={() => setBuilding(!isBuilding)}
        >
          Filter
        </Button>
        <SaveViewButton views={views} mayShare={mayShare} />
      </div>
      {isBuilding && (
        <FilterBuilder
          id={builderId}
          q={text}
          onFilter={filterBy}
          onClose={() => {
            builderButton.current?.focus();
            setBuilding(false);
          }}
        />
      )}
      <UsersList
        member={member}
        phone={phone}
        width={width}
        columnWidths={columnWidths}
        states={states}
        filter={filter}
        entered={entered}
        notesId={notesId}
        unknown={unknown}
        sort={sort}
        onSort={setSort}
        columns={columns}
        onColumns={setColumns}
        onFilter={filterBy}
        onAlter={onAlter}
        settle={settle}
      />
    </DisabledUntilHydrated>
  );
}
