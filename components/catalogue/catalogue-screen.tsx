'use client';

import { useRouter } from 'next/navigation';
import { debounce, defaultRateLimit, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo, useRef } from 'react';
import { VirtualRows } from '#components/data-table/virtual-rows.tsx';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import { can } from '#lib/auth/permissions.ts';
import { catalogueSorts, type ProviderActivity } from '#lib/catalogue/schemas.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { ActivityStrip } from './activity-strip.tsx';
import { catalogueColumns, usersOf } from './catalogue-columns.tsx';
import { useCataloguePages } from './use-catalogue-pages.ts';

const parsers = {
  provider: parseAsStringLiteral([...providerIds, ''] as const).withDefault(''),
  text: parseAsString.withDefault('').withOptions({ limitUrlUpdates: debounce(200) }),
  sort: parseAsStringLiteral(catalogueSorts).withDefault('users'),
};

const sortNames = { users: 'Most users', name: 'Name', used: 'Last given' } as const;
const count = new Intl.NumberFormat('en');

/** The catalogue: every tag, how many carry it, and who. */
export function CatalogueScreen({ activity, role }: { activity: readonly ProviderActivity[]; role: string }) {
  const router = useRouter();
  const [list, setList] = useQueryStates(parsers, { history: 'replace', shallow: true });
  const pages = useCataloguePages(list);
  const mayMark = can(role, 'catalogue:edit');
  const { most } = pages;
  const columns = useMemo(() => catalogueColumns(list.sort, most, mayMark), [list.sort, most, mayMark]);
  const search = useRef<HTMLInputElement>(null);
  /** Writes what was typed to the address now: a later write would call back a navigation that had begun meanwhile. */
  const settle = () => setList({ text: list.text }, { limitUrlUpdates: defaultRateLimit });
  useHotkeys([{ keys: '/', label: 'Search tags', group: 'List', run: () => search.current?.focus() }]);

  const fallback = pages.error ? (
    <ErrorState title="The tags could not be read" onRetry={pages.retry}>
      {pages.error.message}
    </ErrorState>
  ) : (
    <EmptyState title={list.text || list.provider ? 'No tag matches' : 'No tags yet'}>
      {list.text || list.provider
        ? 'Try fewer letters, or all providers.'
        : 'Tags appear here as soon as a user carries one: import a file, or add the first tag on a user’s page.'}
    </EmptyState>
  );
  return (
    <>
      <PageHeader title="Tags" />
      <ActivityStrip activity={activity} />
      <div className="flex shrink-0 flex-wrap items-center gap-3 border-b border-line px-4 py-2">
        <div className="w-60 phone:w-full">
          <SearchField
            ref={search}
            label="Search tags"
            placeholder="Search tags"
            value={list.text}
            onValueChange={(text) => void setList({ text })}
            onBlur={() => void settle()}
            shortcut="/"
          />
        </div>
        <Segmented
          label="Provider"
          value={list.provider}
          onValueChange={(provider) => void setList({ provider })}
          options={[
            { value: '', label: 'All' },
            ...providerIds.map((id) => ({
              value: id,
              label: (
                <>
                  <ProviderMark provider={id} size="small" />
                  {capabilitiesOf(id).label}
                </>
              ),
            })),
          ]}
        />
        <Select
          label="Sort by"
          hideLabel
          value={list.sort}
          onChange={(event) => {
            const sort = catalogueSorts.find((candidate) => candidate === event.currentTarget.value);
            if (sort) void setList({ sort });
          }}
          options={catalogueSorts.map((value) => ({ value, label: sortNames[value] }))}
        />
        <p role="status" className="ms-auto text-12 text-fg-2 tabular-nums">
          {pages.total === undefined
            ? ''
            : `${count.format(pages.total)} ${pages.total === 1 ? 'tag' : 'tags'}`}
        </p>
      </div>
      <VirtualRows
        label="Tags"
        columns={columns}
        count={pages.total ?? 0}
        rowAt={pages.rowAt}
        rowKey={(tag) => String(tag.id)}
        onOpen={(tag) => void settle().then(() => router.push(usersOf(tag)))}
        onRange={pages.onRange}
        minWidth={740}
        fallback={fallback}
      />
    </>
  );
}
