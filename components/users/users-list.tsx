'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { memo, useCallback, useDeferredValue, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useScrollRestoration } from '#components/data-table/use-scroll-restoration.ts';
import type { ProviderStates } from '#components/runs/new-run/operation-cards.tsx';
import { holdKeys } from '#components/shell/held-keys.ts';
import { beginWalk } from '#components/shell/list-walk.ts';
import type { PageMember } from '#components/tags/edits-context.tsx';
import { HydrationIsland } from '#components/ui/disabled-until-hydrated.tsx';
import { announce } from '#components/ui/live-region.tsx';
import { writeColumns } from '#lib/shared/filter/columns.ts';
import { can } from '#lib/shared/permissions.ts';
import { tooManyLeftOut, type UserSort } from '#lib/shared/user-list.ts';
import { type ColumnWidths, minWidth } from './column-widths.ts';
import { type AlterFilter, filterByTag } from './filter-by-tag.ts';
import { ListBar } from './list-bar.tsx';
import { type PickableRows, Selection } from './selection.ts';
import type { OpenedTags } from './tag-overflow.tsx';
import { type Entered, useEnterRows } from './use-enter-rows.ts';
import { useListLayout } from './use-list-layout.ts';
import { useQuickLook } from './use-quick-look.ts';
import { useSelecting } from './use-selecting.ts';
import type { SettledFilter } from './use-settled-filter.ts';
import { namesDay } from './use-settled-filter.ts';
import { type FollowedPages, useUserPages } from './use-user-pages.ts';
import { useListWidth, useNarrow } from './use-width.ts';
import { userColumns } from './user-columns.tsx';
import { SelectionStatus, UserRows, WhilePicked } from './user-rows.tsx';

// Loaded when needed. Without `ssr: false` Next draws no boundary, and whatever waits for it hides the whole
// list.
const QuickLook = dynamic(() => import('./quick-look.tsx').then((module) => module.QuickLook), {
  ssr: false,
});
const RowsError = dynamic(
  () => import('#components/data-table/rows-error.tsx').then((module) => module.RowsError),
  { ssr: false },
);
const SelectionBar = dynamic(() => import('./selection-bar.tsx').then((module) => module.SelectionBar), {
  ssr: false,
});
const TagOverflow = dynamic(() => import('./tag-overflow.tsx').then((module) => module.TagOverflow), {
  ssr: false,
});

// These two may be server-rendered.
const FilterNotes = dynamic(() => import('./filter-notes.tsx').then((module) => module.FilterNotes), {
  loading: () => null,
});
const ListFallback = dynamic(() => import('./list-fallback.tsx').then((module) => module.ListFallback), {
  loading: () => null,
});

/** Restored with the list, beside what its rows keep. */
type Place = { followed: FollowedPages | undefined; selection: Selection; lookedAt: number | null };

interface UsersListProps {
  member: PageMember;
  phone: boolean;
  width: number;
  columnWidths: ColumnWidths;
  /** Of the providers. */
  states: ProviderStates;
  filter: SettledFilter;
  entered: Entered;
  notesId: string;
  /** Sentences on what does not exist. */
  unknown: readonly string[];
  sort: UserSort;
  onSort: (sort: UserSort) => void;
  columns: readonly string[];
  onColumns: (columns: readonly string[]) => void;
  onFilter: (text: string) => void;
  onAlter: AlterFilter;
  /** Resolves when the URL has what was typed. */
  settle: () => Promise<void>;
}

function UsersListView(props: UsersListProps) {
  const {
    member,
    filter,
    notesId,
    unknown,
    sort,
    onSort,
    columns: chosenColumns,
    onColumns,
    onFilter,
  } = props;
  const { onAlter, settle } = props;
  const router = useRouter();
  const { role } = member;
  const wanted = useMemo(() => (filter.q === null ? null : { q: filter.q, sort }), [filter.q, sort]);
  const placeName = wanted ? `${wanted.sort} ${wanted.q}` : '';
  const latestPlace = useRef<() => Place>(null);
  const kept = useScrollRestoration(`users ${placeName}`, () => latestPlace.current?.());
  const pages = useUserPages(wanted, kept?.followed);
  const { rowAt } = pages;
  const [selection] = useState(() => kept?.selection ?? new Selection());

  const list = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<OpenedTags | null>(null);
  const listWidth = useListWidth(list, props.width);
  const narrow = useNarrow(props.phone);
  const look = useQuickLook(!narrow, kept?.lookedAt ?? null);
  const { maySelect, dialog } = useSelecting(selection, role, look.type);
  const pickable = maySelect ? selection : null;
  // Deferred: the panel's editors are slow to draw.
  const lookedAt = useDeferredValue(look.userId);
  const looking = lookedAt !== null;
  const { layout, keptWidths, onWidths } = useListLayout(props.columnWidths, {
    chosenColumns,
    listWidth,
    narrow,
    looking,
  });
  const shown = pages.list;
  const unknownTerms = pages.first?.notices ?? [];
  const notices = [...unknown.map((message) => ({ about: message, message, cures: [] })), ...unknownTerms];
  const { termsOf } = filter;
  const terms = useMemo(() => termsOf(shown?.q ?? ''), [shown, termsOf]);

  // “Everybody who matches” belongs to one filter.
  const shownFilter = shown?.q;
  const lastFilter = useRef(shownFilter);
  // With the drawing: the next press may come before effects.
  useLayoutEffect(() => {
    if (shownFilter !== lastFilter.current) selection.chooseEverybody(false);
    lastFilter.current = shownFilter;
  }, [shownFilter, selection]);

  useLayoutEffect(() => {
    latestPlace.current = () => ({ followed: pages.followed(), selection, lookedAt: look.userId });
  });

  const pickableRows = useRef<PickableRows>({ q: '', userAt: () => undefined });
  // The rows on the screen: those still being drawn must not be picked instead.
  useLayoutEffect(() => {
    pickableRows.current = { q: shownFilter ?? '', userAt: rowAt };
  });
  const onToggle = useCallback(
    (index: number, range: boolean) => {
      if (!selection.toggle(index, range, pickableRows.current)) announce(tooManyLeftOut);
    },
    [selection],
  );
  const isEmpty = pages.count === 0;
  const walkFrom = (index: number) =>
    beginWalk({ index, total: pages.first?.count ?? undefined, idAt: (at) => rowAt(at)?.id });
  const open = (user: { id: number }, index: number) => {
    walkFrom(index);
    // The user's page releases them.
    holdKeys();
    void settle().then(() => router.push(`/users/${user.id}`));
  };
  const { entry, isNobodyEntered } = useEnterRows(
    props.entered,
    {
      text: filter.text,
      // Until the filter language has read the text, `q` is an earlier one’s.
      isThere: filter.q === filter.text.trim() && !pages.behind && pages.first !== undefined,
      isRefused: filter.problem !== null || pages.error !== null,
      count: pages.count,
    },
    () => {
      const only = rowAt(0);
      if (only) open(only, 0);
    },
  );
  const columns = useMemo(
    () =>
      userColumns({
        sort,
        onSort,
        layout,
        onWidths: narrow ? null : onWidths,
        terms,
        selection: pickable,
        isEmpty,
        onToggle,
        onMore: (anchor, identity, tags) => setOpened({ anchor, identity, tags }),
      }),
    [sort, onSort, layout, narrow, onWidths, terms, pickable, isEmpty, onToggle],
  );

  return (
    <>
      <ListBar
        list={shown}
        first={pages.first}
        notes={
          (filter.problem !== null || notices.length > 0 || (namesDay(filter.text) && !isEmpty)) && (
            <FilterNotes
              id={notesId}
              text={filter.text}
              problem={filter.problem}
              notices={notices}
              onText={onFilter}
            />
          )
        }
        sort={sort}
        onSort={onSort}
        columns={chosenColumns}
        onColumns={onColumns}
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
          {/* Before the rows, so that it is soon reached by keys. */}
          <WhilePicked selection={selection}>
            {shown && (
              <SelectionBar
                selection={selection}
                list={shown}
                first={pages.first}
                columns={writeColumns(chosenColumns)}
                userAt={rowAt}
                states={props.states}
                role={role}
                {...dialog}
              />
            )}
          </WhilePicked>
          <SelectionStatus selection={selection} count={pages.first?.count ?? undefined} />
          <UserRows
            selection={pickable}
            columns={columns}
            count={pages.count}
            rowAt={rowAt}
            list={shown}
            placeName={placeName}
            // For what floats over the list's end.
            className="phone:pb-18"
            total={pages.first?.count ?? undefined}
            onSelect={pickable ? (_, index, range) => onToggle(index, range) : undefined}
            onOpen={open}
            // With the quick look open a press chooses whom it shows.
            onPress={looking ? undefined : open}
            entry={entry}
            onRange={pages.onRange}
            // A press on a name goes by its link.
            onCursor={(row, index) => {
              if (row) walkFrom(index);
              look.onCursor(row, index);
            }}
            minWidth={narrow ? undefined : minWidth(layout.columns, keptWidths)}
            fallback={
              <ListFallback
                q={shown?.q ?? null}
                isUnknown={unknownTerms.length > 0}
                error={pages.first ? null : pages.error}
                role={role}
                onRetry={pages.retry}
                onFilter={onFilter}
                isEntered={isNobodyEntered}
              />
            }
          />
          {pages.first && pages.error && (
            <RowsError noun="rows" error={pages.error} isBehind={pages.behind} onRetry={pages.retry} />
          )}
        </div>
        {lookedAt !== null && (
          <QuickLook userId={lookedAt} member={member} typing={look.typing} onClose={look.close} />
        )}
      </div>
      {opened && (
        <TagOverflow
          opened={opened}
          onClose={() => setOpened(null)}
          onFilter={(identity, tag, how) => void filterByTag(onAlter, identity, tag, how)}
        />
      )}
    </>
  );
}

/** Memoized: not drawn again while somebody types. */
export const UsersList = memo((props: UsersListProps) => (
  <HydrationIsland>
    <UsersListView {...props} />
  </HydrationIsland>
));
