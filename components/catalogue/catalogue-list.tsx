'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { parseAsInteger, useQueryState } from 'nuqs';
import { type CSSProperties, memo, useCallback, useDeferredValue, useMemo, useRef } from 'react';
import { RowsError } from '#components/data-table/rows-error.tsx';
import { VirtualRows } from '#components/data-table/virtual-rows.tsx';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import { classNames } from '#components/ui/class-names.ts';
import { HydrationIsland } from '#components/ui/disabled-until-hydrated.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { useNarrow } from '#components/users/use-width.ts';
import type { CatalogueSort, CatalogueTag } from '#lib/shared/catalogue.ts';
import { can } from '#lib/shared/permissions.ts';
import { catalogueColumns } from './catalogue-columns.tsx';
import { usersOf } from './tag-names.ts';
import { type CatalogueList as List, useCataloguePages } from './use-catalogue-pages.ts';

const TagLook = dynamic(() => import('./tag-look.tsx').then((module) => module.TagLook), { ssr: false });

const rowsAhead = 12;

interface CatalogueListProps {
  list: List;
  role: string;
  phone: boolean;
  onSort: (sort: CatalogueSort) => void;
  /** Resolves when the URL has what was typed. */
  settle: () => Promise<unknown>;
}

function CatalogueListView({ list: wanted, role, phone, onSort, settle }: CatalogueListProps) {
  const router = useRouter();
  const pages = useCataloguePages(wanted);
  const narrow = useNarrow(phone);
  const mayMark = can(role, 'catalogue:edit');
  const { sort } = pages.list;

  const [lookedAt, setLookedAt] = useQueryState(
    'tag',
    parseAsInteger.withOptions({ history: 'replace', shallow: true }),
  );
  // Deferred: keys come first.
  const tagId = useDeferredValue(lookedAt);
  const cursor = useRef<CatalogueTag | undefined>(undefined);
  const onLook = useCallback((tag: CatalogueTag) => void setLookedAt(tag.id), [setLookedAt]);
  const close = useCallback(() => void setLookedAt(null), [setLookedAt]);
  useHotkeys([
    {
      keys: 'q',
      label: 'Quick look: a tag over time',
      group: 'List',
      run: () => {
        if (lookedAt !== null) close();
        else if (cursor.current) onLook(cursor.current);
      },
    },
  ]);

  const isBeside = tagId !== null;
  const columns = useMemo(
    () => catalogueColumns({ sort, onSort, mayMark, narrow, isBeside, onLook }),
    [sort, onSort, mayMark, narrow, isBeside, onLook],
  );
  const { totals } = pages;
  const scale = { '--most': Math.max(1, totals?.most ?? 0) };
  return (
    <div className="flex min-h-0 flex-1">
      <div
        aria-busy={pages.behind || undefined}
        style={scale as CSSProperties}
        className={classNames(
          'flex min-h-0 min-w-0 flex-1 flex-col',
          // Where there is no room beside the list.
          isBeside && 'phone:hidden',
        )}
      >
        <VirtualRows
          label="Tags"
          columns={columns}
          count={totals?.total ?? (pages.error ? 0 : rowsAhead)}
          rowAt={pages.rowAt}
          rowKey={(tag) => String(tag.id)}
          list={pages.list}
          placeName={new URLSearchParams(pages.list).toString()}
          onOpen={(tag) => void settle().then(() => router.push(usersOf(tag)))}
          onPress={onLook}
          onRange={pages.onRange}
          onCursor={(tag) => {
            cursor.current = tag;
            if (tag && lookedAt !== null && tag.id !== lookedAt) onLook(tag);
          }}
          minWidth={narrow ? undefined : 760}
          fallback={<Fallback list={pages.list} error={pages.error} onRetry={pages.retry} />}
        />
        {totals !== null && pages.error && (
          <RowsError noun="tags" error={pages.error} isBehind={pages.behind} onRetry={pages.retry} />
        )}
      </div>
      {tagId !== null && <TagLook tagId={tagId} onClose={close} />}
    </div>
  );
}

interface FallbackProps {
  list: List;
  error: Error | null;
  onRetry: () => void;
}

function Fallback({ list, error, onRetry }: FallbackProps) {
  if (error) {
    return (
      <ErrorState title="The tags could not be read" onRetry={onRetry}>
        {error.message}
      </ErrorState>
    );
  }
  if (list.text || list.provider) {
    return <EmptyState title="No tag matches">Try fewer letters, or all providers.</EmptyState>;
  }
  if (list.show === 'near')
    return (
      <EmptyState title="No near-copies">
        Tags that are written nearly alike at one provider are listed here within ten minutes.
      </EmptyState>
    );
  if (list.show === 'unused')
    return <EmptyState title="No unused tags">Every known tag is carried by somebody.</EmptyState>;
  return (
    <EmptyState title="No tags yet">
      Tags appear here as soon as a user carries one: import a file, or add the first tag on a user’s page.
    </EmptyState>
  );
}

/** Memoized: not drawn again while somebody types. */
export const CatalogueList = memo((props: CatalogueListProps) => (
  <HydrationIsland>
    <CatalogueListView {...props} />
  </HydrationIsland>
));
