'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { Suspense, useCallback, useDeferredValue, useMemo, useRef } from 'react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import { followWrite } from '#components/ui/address-writes.ts';
import { countOf } from '#components/ui/count.ts';
import { DisabledUntilHydrated } from '#components/ui/disabled-until-hydrated.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import { useTypedText } from '#components/ui/use-typed-text.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import {
  type CatalogueShow,
  type CatalogueSort,
  catalogueShows,
  catalogueSorts,
} from '#lib/shared/catalogue.ts';
import { shorten } from '#lib/shared/text-limits.ts';
import { type Activity, ActivitySkeleton, ActivityStrip } from './activity-strip.tsx';
import { CatalogueList } from './catalogue-list.tsx';
import { CatalogueSortSelect } from './catalogue-sort-select.tsx';
import { type CatalogueList as ListState, pageQuery } from './use-catalogue-pages.ts';

const parsers = {
  provider: parseAsStringLiteral([...providerIds, ''] as const).withDefault(''),
  text: parseAsString.withDefault(''),
  show: parseAsStringLiteral(catalogueShows).withDefault(''),
  sort: parseAsStringLiteral(catalogueSorts).withDefault('users'),
};

const showOptions: { value: CatalogueShow; label: string }[] = [
  { value: '', label: 'Every tag' },
  { value: 'near', label: 'Near-copies' },
  { value: 'unused', label: 'Unused' },
];

const providerOptions = [
  { value: '' as const, label: 'All' },
  ...providerIds.map((id) => ({
    value: id,
    label: (
      <>
        <ProviderMark provider={id} size="small" />
        {capabilitiesOf(id).label}
      </>
    ),
  })),
];

interface CatalogueScreenProps {
  activity: Activity;
  role: string;
  phone: boolean;
}

/** What is drawn on each key press is separate from the list. */
export function CatalogueScreen({ activity, role, phone }: CatalogueScreenProps) {
  const [{ provider, text: written, show, sort }, setList] = useQueryStates(parsers, {
    history: 'replace',
    shallow: true,
  });
  const address = useSearchParams();
  const { text, type, settle } = useTypedText(written, (next) => setList({ text: next }));
  const wanted = useMemo(() => ({ provider, text, show, sort }), [provider, text, show, sort]);
  // Deferred: the click shows before its rows are drawn.
  const list = useDeferredValue(wanted);
  const search = useRef<HTMLInputElement>(null);
  const onSort = useCallback((next: CatalogueSort) => void followWrite(setList({ sort: next })), [setList]);
  useHotkeys([{ keys: '/', label: 'Search tags', group: 'List', run: () => search.current?.focus() }]);

  return (
    <DisabledUntilHydrated>
      <PageHeader title="Tags" />
      {Array.isArray(activity) ? (
        // Without a boundary, which React may show later than the rest.
        <ActivityStrip activity={activity} />
      ) : (
        <Suspense fallback={<ActivitySkeleton />}>
          <ActivityStrip activity={activity} />
        </Suspense>
      )}
      <div className="flex shrink-0 flex-wrap items-center gap-3 border-b border-line px-4 py-2 low:flex-nowrap low:overflow-x-auto low:py-1 phone:[main:has([data-look])_&]:hidden">
        <div className="w-60 phone:w-full low:w-36 low:shrink-0">
          <SearchField
            ref={search}
            label="Search tags"
            placeholder="Search tags"
            value={text}
            onValueChange={type}
            onBlur={settle}
            shortcut="/"
          />
        </div>
        <Segmented
          label="Provider"
          value={provider}
          onValueChange={(next) => void setList({ provider: next })}
          options={providerOptions}
        />
        <Select
          label="Show"
          hideLabel
          value={show}
          onChange={({ currentTarget: { value } }) =>
            void setList({ show: catalogueShows.find((known) => known === value) ?? '' })
          }
          options={showOptions}
        />
        <CatalogueSortSelect sort={sort} onSort={onSort} />
        <TagCount list={list} />
        <UnknownNote provider={address.get('provider')} sort={address.get('sort')} />
      </div>
      <CatalogueList list={list} role={role} phone={phone} onSort={onSort} settle={settle} />
    </DisabledUntilHydrated>
  );
}

type UnknownNoteProps = { provider: string | null; sort: string | null };

function UnknownNote({ provider, sort }: UnknownNoteProps) {
  const isKnownProvider = provider === null || providerOptions.some(({ value }) => value === provider);
  const isKnownSort = sort === null || catalogueSorts.some((known) => known === sort);
  if (isKnownProvider && isKnownSort) return null;
  return (
    <p className="basis-full text-12 wrap-anywhere text-warn">
      {!isKnownProvider && `There is no provider “${shorten(provider)}”: these are all four. `}
      {!isKnownSort && `There is no order “${shorten(sort)}”: this is the usual one.`}
    </p>
  );
}

/** Exact; the last number stays until the new one is there. */
function TagCount({ list }: { list: ListState }) {
  const { data } = useQuery({ ...pageQuery(list, 0), placeholderData: keepPreviousData });
  const total = data?.totals?.total;
  return (
    <p role="status" className="ms-auto text-12 whitespace-nowrap text-fg-2 tabular-nums">
      {total === undefined ? '' : countOf(total, 'tag')}
    </p>
  );
}
