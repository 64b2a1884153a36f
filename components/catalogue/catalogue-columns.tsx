import Link from 'next/link';
import type { Column } from '#components/data-table/columns.ts';
import { ProviderCell } from '#components/providers/provider-cell.tsx';
import { TagText } from '#components/tags/tag-text.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { addTerm, tagTerm } from '#components/users/add-term.ts';
import type { CatalogueSort, CatalogueTag } from '#lib/catalogue/schemas.ts';
import { EffectsBox } from './effects-box.tsx';

const count = new Intl.NumberFormat('en');

/** The list of users who carry this tag. */
export function usersOf(tag: CatalogueTag): `/users?${string}` {
  return `/users?${new URLSearchParams({ q: addTerm('', tagTerm(tag.provider, tag)) })}`;
}

const sortedBy = (sort: CatalogueSort, own: CatalogueSort) =>
  sort === own ? ({ sorted: own === 'name' ? 'ascending' : 'descending' } as const) : {};

/**
 * The columns of the catalogue: which tag, where, how many carry it, when it was last given, and whether giving it has
 * effects elsewhere. The bars beside the numbers are the chart of the most used; the longest stands for `most` users.
 */
export function catalogueColumns(
  sort: CatalogueSort,
  most: number,
  mayMark: boolean,
): Column<CatalogueTag>[] {
  return [
    {
      id: 'provider',
      head: 'Provider',
      width: '124px',
      skeleton: '60%',
      cell: ({ provider }) => <ProviderCell provider={provider} />,
    },
    {
      id: 'tag',
      head: 'Tag',
      width: 'minmax(180px, 2fr)',
      rowHeader: true,
      skeleton: '50%',
      ...sortedBy(sort, 'name'),
      cell: (tag) => (
        <Link
          href={usersOf(tag)}
          prefetch={false}
          className="flex min-w-0 rounded-mark text-fg hover:text-accent"
        >
          <TagText text={tag.value === null ? tag.key : `${tag.key} = ${tag.value}`} />
        </Link>
      ),
    },
    {
      id: 'users',
      head: 'Users',
      width: 'minmax(190px, 1.4fr)',
      align: 'end',
      skeleton: '60%',
      ...sortedBy(sort, 'users'),
      cell: (tag) => (
        <span className="flex w-full items-center gap-3">
          <span aria-hidden className="flex h-2 min-w-0 flex-1">
            <span
              className="min-w-px rounded-e-[2px] bg-accent-solid opacity-70"
              style={{ width: `${most === 0 ? 0 : (tag.count / most) * 100}%` }}
            />
          </span>
          <span className="w-16 shrink-0 text-end font-semibold tabular-nums">{count.format(tag.count)}</span>
        </span>
      ),
    },
    {
      id: 'description',
      head: 'Description',
      width: 'minmax(120px, 2fr)',
      skeleton: '40%',
      cell: ({ description }) => <span className="truncate text-fg-2">{description || '–'}</span>,
    },
    {
      id: 'used',
      head: 'Last given',
      width: '120px',
      align: 'end',
      skeleton: '50px',
      ...sortedBy(sort, 'used'),
      cell: ({ lastUsedAt }) =>
        lastUsedAt ? <RelativeTime at={lastUsedAt} /> : <span className="text-fg-3">never</span>,
    },
    {
      id: 'effects',
      head: (
        <span data-tip="Something happens elsewhere when it is given or taken: its runs ask for their count.">
          Side effects
        </span>
      ),
      width: '104px',
      align: 'end',
      skeleton: '16px',
      cell: (tag) => {
        if (mayMark) return <EffectsBox tag={tag} />;
        return tag.hasEffects ? 'yes' : <span className="text-fg-3">–</span>;
      },
    },
  ];
}
