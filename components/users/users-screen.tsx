'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { VirtualRows } from '#components/data-table/virtual-rows.tsx';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import type { PageMember } from '#components/tags/edits-context.tsx';
import { useHydrated } from '#components/tags/use-hydrated.ts';
import { SearchField } from '#components/ui/search-field.tsx';
import { can } from '#lib/auth/permissions.ts';
import { viewStateOf } from '#lib/views/state-schemas.ts';
import { type ColumnWidths, leastWidth } from './column-widths.ts';
import { FilterMenu } from './filter-menu.tsx';
import { FilterNotes } from './filter-notes.tsx';
import { ListBar } from './list-bar.tsx';
import { ListFallback } from './list-fallback.tsx';
import { PagesError } from './pages-error.tsx';
import { Selection } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { TagOverflow, type TagOverflowHandle } from './tag-overflow.tsx';
import { useColumnWidths } from './use-column-widths.ts';
import { useEarlyTyping } from './use-early-typing.ts';
import { loadFilterLanguage } from './use-filter-language.ts';
import { useListState } from './use-list-state.ts';
import { useListWidth } from './use-list-width.ts';
import { useNarrow } from './use-narrow.ts';
import { useQuickLook } from './use-quick-look.ts';
import { type FirstFilter, useSettledFilter } from './use-settled-filter.ts';
import { useUserPages } from './use-user-pages.ts';
import { userColumns } from './user-columns.tsx';
import { UsersHeader } from './users-header.tsx';
import { SaveViewButton } from './views/save-view-button.tsx';
import { useViews } from './views/use-views.ts';
import { ViewTabs } from './views/view-tabs.tsx';

// Fetched when somebody first searches.
const FilterSuggestions = dynamic(
  () => import('./search/filter-suggestions.tsx').then((module) => module.FilterSuggestions),
  { ssr: false },
);

// The editors are fetched when somebody first looks: the list itself must stay light.
const QuickLook = dynamic(() => import('./quick-look.tsx').then((module) => module.QuickLook), {
  ssr: false,
});

/** On a phone the four columns share what there is. */
const usualWidths: ColumnWidths = {};

interface UsersScreenProps {
  /** Who looks: the role decides what is offered. */
  member: PageMember;
  /** A phone seems to ask. */
  phone: boolean;
  /** The filter that the page was opened with. */
  first: FirstFilter;
  /** The list's width in pixels, as far as the server knows. */
  width: number;
  /** The columns' widths that this browser keeps. */
  columnWidths: ColumnWidths;
}

/** The list of users: search, filter, sort, pick, open. */
export function UsersScreen({ member, phone, first, width, columnWidths }: UsersScreenProps) {
  const router = useRouter();
  const { role } = member;
  const mayShare = can(role, 'views:share');
  const {
    q: text,
    sort,
    columns: chosenColumns,
    setQ,
    filterBy,
    setSort,
    setColumns,
    openState,
    settle,
  } = useListState();
  const views = useViews(viewStateOf(text, sort, chosenColumns), openState);
  const filter = useSettledFilter(text, first);
  const wanted = useMemo(() => (filter.q === null ? null : { q: filter.q, sort }), [filter.q, sort]);
  const pages = useUserPages(wanted);
  const { rowAt } = pages;
  const [selection] = useState(() => new Selection());
  useSyncExternalStore(selection.subscribe, selection.current, selection.current);

  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  /** What stood in the search box when it was first entered; null: nobody has searched yet. */
  const [searchedFrom, setSearchedFrom] = useState<string | null>(null);
  const overflow = useRef<TagOverflowHandle>(null);
  const notesId = useId();
  const listWidth = useListWidth(list, width);
  const narrow = useNarrow(phone);
  const look = useQuickLook(!narrow);
  const looking = look.userId !== null;
  const shownColumns = useMemo(() => {
    if (narrow) return ['select', 'name', 'identities', 'tags'];
    // The panel takes room and says the e-mail itself.
    return ['select', 'name', ...chosenColumns.filter((column) => !looking || column !== 'email')];
  }, [narrow, looking, chosenColumns]);
  const [keptWidths, onWidths] = useColumnWidths(columnWidths);
  const layout = useMemo(
    () => ({ columns: shownColumns, listWidth, widths: narrow ? usualWidths : keptWidths }),
    [shownColumns, listWidth, narrow, keptWidths],
  );
  const isHydrated = useHydrated();
  const shown = pages.list;
  const { termsOf } = filter;
  const terms = useMemo(() => termsOf(shown?.q ?? ''), [shown, termsOf]);

  useEarlyTyping(search, text, setQ);

  // Another list starts at its top.
  useEffect(() => {
    const scroller = list.current?.querySelector('[role="grid"]')?.parentElement;
    if (scroller && shown) scroller.scrollTop = 0;
  }, [shown]);

  // “Everybody who matches” is said of one filter only.
  const shownFilter = shown?.q;
  useEffect(() => {
    if (shownFilter !== undefined) selection.chooseEverybody(false);
  }, [shownFilter, selection]);

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

  const latestRowAt = useRef(rowAt);
  latestRowAt.current = rowAt;
  const onToggle = useCallback(
    (index: number, range: boolean) =>
      selection.toggle(index, range, (place) => latestRowAt.current(place)?.id),
    [selection],
  );
  const columns = useMemo(
    () =>
      userColumns({
        sort,
        onSort: setSort,
        layout,
        onWidths: narrow ? null : onWidths,
        terms,
        selection,
        onToggle,
        onMore: (anchor, identity, tags) => overflow.current?.open(anchor, identity, tags),
      }),
    [sort, setSort, layout, narrow, onWidths, terms, selection, onToggle],
  );

  return (
    // Before the browser has taken over, controls say so; automated hands wait for that instead of pressing in vain.
    <div className="contents" aria-disabled={isHydrated ? undefined : true}>
      <UsersHeader role={role}>
        <ViewTabs views={views} mayShare={mayShare} />
      </UsersHeader>
      <div className="flex gap-2 px-4 pt-2">
        <SearchField
          className="flex-1"
          ref={search}
          label="Search users"
          placeholder="Name, e-mail, id, or a filter such as vero:prospect NOT has:fragment"
          value={text}
          onValueChange={setQ}
          shortcut="/"
          aria-describedby={notesId}
          aria-invalid={(filter.problem !== null && !filter.problem.incomplete) || undefined}
          onBlur={settle}
          onFocus={() => setSearchedFrom((before) => before ?? text)}
          onKeyDown={(event) => {
            // On to the rows.
            if (event.key === 'Enter' || event.key === 'ArrowDown') event.currentTarget.blur();
          }}
        />
        {searchedFrom !== null && (
          <FilterSuggestions field={search} from={searchedFrom} text={text} onText={setQ} />
        )}
        <FilterMenu q={text} onFilter={filterBy} />
        <SaveViewButton views={views} mayShare={mayShare} />
      </div>
      <ListBar
        list={shown}
        first={pages.first}
        notes={
          <FilterNotes
            id={notesId}
            text={text}
            problem={filter.problem}
            notices={pages.first?.notices ?? []}
            onText={filterBy}
          />
        }
        sort={sort}
        onSort={setSort}
        columns={chosenColumns}
        onColumns={setColumns}
        layout={layout}
        onWidths={onWidths}
        narrow={narrow}
        mayExport={can(role, 'users:export')}
        mayPlan={can(role, 'runs:write')}
      />
      <div className="flex min-h-0 flex-1">
        <div
          ref={list}
          aria-busy={pages.behind || undefined}
          className="relative flex min-h-0 min-w-0 flex-1 flex-col"
        >
          <VirtualRows
            label="Users"
            columns={columns}
            count={pages.count}
            rowAt={rowAt}
            rowKey={(user) => String(user.id)}
            total={pages.first?.count ?? undefined}
            isSelected={(user) => selection.has(user.id)}
            onSelect={(_, index, range) => onToggle(index, range)}
            onOpen={(user) => void settle().then(() => router.push(`/users/${user.id}`))}
            onRange={pages.onRange}
            onCursor={look.onCursor}
            minWidth={narrow ? undefined : leastWidth(shownColumns, keptWidths)}
            fallback={
              <ListFallback
                q={shown?.q ?? null}
                error={pages.first ? null : pages.error}
                mayCreate={can(role, 'users:create')}
                onRetry={pages.retry}
                onClear={() => filterBy('')}
              />
            }
          />
          {pages.first && pages.error && <PagesError error={pages.error} onRetry={pages.retry} />}
          <SelectionBar selection={selection} list={shown} first={pages.first} role={role} />
        </div>
        {look.userId !== null && (
          <QuickLook userId={look.userId} member={member} typing={look.typing} onClose={look.close} />
        )}
      </div>
      <TagOverflow
        ref={overflow}
        onFilter={async ({ provider }, tag, what) => {
          const { addTerm, differsTerm, tagTerm } = await loadFilterLanguage();
          const differs = what === 'differs' && tag.differs;
          filterBy(addTerm(text, differs ? differsTerm(provider, tag.key, differs) : tagTerm(provider, tag)));
        }}
      />
    </div>
  );
}
