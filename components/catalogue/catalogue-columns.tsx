import { ChartColumn } from 'lucide-react';
import Link from 'next/link';
import type { Column } from '#components/data-table/columns.ts';
import { ProviderCell } from '#components/providers/provider-cell.tsx';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { TagText } from '#components/tags/tag-text.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { formatCount } from '#components/ui/count.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { SortHead } from '#components/users/sort-head.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { CatalogueSort, CatalogueTag, ListedTag } from '#lib/shared/catalogue.ts';
import { EffectsBox } from './effects-box.tsx';
import { nameOf, usersOf } from './tag-names.ts';

type TagColumn = Column<ListedTag>;

export interface CatalogueColumnsInput {
  sort: CatalogueSort;
  onSort: (sort: CatalogueSort) => void;
  mayMark: boolean;
  narrow: boolean;
  isBeside: boolean;
  onLook: (tag: CatalogueTag) => void;
}

/**
 * The bars beside the numbers are scaled by `--most`, set around the list: rows need not be drawn again when
 * it changes.
 */
export function catalogueColumns(input: CatalogueColumnsInput): TagColumn[] {
  const { mayMark, narrow, isBeside, onLook } = input;
  const look: TagColumn = {
    id: 'look',
    head: <span className="sr-only">Usage over time</span>,
    width: '44px',
    align: 'end',
    cell: (tag) => (
      <IconButton
        label={`Usage over time: ${nameOf(tag)}`}
        size="small"
        icon={<ChartColumn aria-hidden strokeWidth={1.5} className="size-3.5" />}
        onClick={() => onLook(tag)}
      />
    ),
  };
  if (narrow) {
    return [{ ...tag(input), width: 'minmax(0, 1fr)' }, { ...users(input), width: '104px' }, look];
  }
  return [
    provider,
    tag(input),
    users(input),
    ...(isBeside ? [] : [description]),
    lastGiven(input),
    effects(mayMark),
    look,
  ];
}

function sortable(
  label: string,
  sorts: readonly [CatalogueSort, CatalogueSort],
  { sort, onSort }: CatalogueColumnsInput,
): Pick<TagColumn, 'head' | 'sorted'> {
  const direction = sort === 'name' || sort.endsWith('-asc') ? 'ascending' : 'descending';
  return {
    head: <SortHead label={label} sorts={sorts} sort={sort} direction={direction} onSort={onSort} />,
    ...(sorts.includes(sort) && { sorted: direction }),
  };
}

const provider: TagColumn = {
  id: 'provider',
  head: 'Provider',
  width: '124px',
  skeleton: '60%',
  cell: (tag) => <ProviderCell provider={tag.provider} />,
};

function tag(input: CatalogueColumnsInput): TagColumn {
  return {
    id: 'tag',
    ...sortable('Tag', ['name', 'name-desc'], input),
    width: 'minmax(180px, 2fr)',
    rowHeader: true,
    skeleton: '50%',
    cell: (tag) => (
      <Link
        href={usersOf(tag)}
        prefetch={false}
        className="flex min-w-0 items-center gap-2 rounded-mark text-fg hover:text-accent"
      >
        {input.narrow && <ProviderMark provider={tag.provider} name={capabilitiesOf(tag.provider).label} />}
        <TagText text={nameOf(tag)} />
        {tag.hasTwin && (
          <span
            className="shrink-0 text-12 text-warn"
            data-tip="Another tag of this provider looks the same and is spelt in another way, such as with accents apart from their letters."
          >
            has a look-alike
          </span>
        )}
      </Link>
    ),
  };
}

function users(input: CatalogueColumnsInput): TagColumn {
  return {
    id: 'users',
    ...sortable('Users', ['users', 'users-asc'], input),
    width: 'minmax(190px, 1.4fr)',
    align: 'end',
    skeleton: '60%',
    cell: (tag) => (
      <span className="flex w-full items-center gap-3">
        <span aria-hidden className="flex h-2 min-w-0 flex-1">
          <span
            className="min-w-px rounded-e-[2px] bg-accent-solid opacity-70 forced-colors:bg-[CanvasText] forced-colors:forced-color-adjust-none"
            style={{ width: `calc(${tag.count} / var(--most) * 100%)` }}
          />
        </span>
        <span className="w-16 shrink-0 text-end font-semibold tabular-nums">{formatCount(tag.count)}</span>
      </span>
    ),
  };
}

const description: TagColumn = {
  id: 'description',
  head: 'Description',
  width: 'minmax(120px, 2fr)',
  skeleton: '40%',
  cell: (tag) => <span className="truncate text-fg-2">{tag.description || '–'}</span>,
};

function lastGiven(input: CatalogueColumnsInput): TagColumn {
  return {
    id: 'used',
    ...sortable('Last added', ['used', 'used-asc'], input),
    width: '120px',
    align: 'end',
    skeleton: '50px',
    cell: ({ lastUsedAt }) =>
      lastUsedAt ? <RelativeTime at={lastUsedAt} /> : <span className="text-fg-3">never</span>,
  };
}

function effects(mayMark: boolean): TagColumn {
  return {
    id: 'effects',
    head: (
      <span data-tip="Something happens elsewhere when it is added or removed: runs that change it ask for their count.">
        Warn before changing
      </span>
    ),
    width: '136px',
    align: 'end',
    skeleton: '16px',
    cell: (tag) => {
      if (mayMark) return <EffectsBox tag={tag} />;
      return tag.hasEffects ? 'yes' : <span className="text-fg-3">–</span>;
    },
  };
}
