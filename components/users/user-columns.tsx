'use client';

import Link from 'next/link';
import type { Column } from '#components/data-table/columns.ts';
import { ProviderMarks } from '#components/providers/provider-mark.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { isProviderId, type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { keyOfColumn } from '#lib/shared/filter/columns.ts';
import { providerNames } from '#lib/shared/filter/fields.ts';
import { titleOf, type UserSort } from '#lib/shared/user-list.ts';
import type { ListedUser } from '#lib/shared/users.ts';
import { isNarrowed, type OnWidths, trackText } from './column-widths.ts';
import { SelectCell, SelectHead } from './select-cell.tsx';
import type { Selection } from './selection.ts';
import { directionOf, SortHead } from './sort-head.tsx';
import { keyColumn, providerColumn, type TagColumnInput } from './tag-columns.tsx';
import { WidthHandle } from './width-handle.tsx';

export interface UserColumnsInput extends TagColumnInput {
  sort: UserSort;
  onSort: (sort: UserSort) => void;
  /** null: the role has nothing to do with one. */
  selection: Selection | null;
  isEmpty: boolean;
  onToggle: (index: number, range: boolean) => void;
  /** null: widths cannot be changed. */
  onWidths: OnWidths | null;
}

type UserColumn = Column<ListedUser>;

/** Check box and name always come first. */
export function userColumns(input: UserColumnsInput): UserColumn[] {
  const { layout, onWidths } = input;
  return layout.columns.flatMap((id) => {
    const column = columnOf(id, input);
    if (!column) return [];
    const fits = !isNarrowed(id, layout.widths);
    if (!onWidths || id === 'select') return { ...column, fits };
    return { ...column, fits, edge: <WidthHandle column={id} layout={layout} onWidths={onWidths} /> };
  });
}

function columnOf(id: string, input: UserColumnsInput): UserColumn | null {
  if (isProviderId(id)) return providerColumn(id, input);
  switch (id) {
    case 'select':
      return input.selection && selectColumn(input.selection, input);
    case 'name':
      return {
        ...sortable(id, 'Name', ['name', 'name-desc'], input),
        ...(input.layout.marksInName ? nameAndIdentities : name),
      };
    case 'email':
      return { ...sortable(id, 'E-mail', ['email', 'email-desc'], input), ...email };
    case 'identities':
      return { ...identities, width: trackText(id, input.layout.widths) };
    case 'tags':
      return { ...sortable(id, 'Tags', ['tags', 'tags-asc'], input), ...tagCount };
    case 'changed':
      return { ...sortable(id, 'Changed', ['changed', 'changed-asc'], input), ...changed };
    default: {
      const key = keyOfColumn(id);
      return key && keyColumn(id, key, input);
    }
  }
}

function sortable(
  id: string,
  label: string,
  sorts: readonly [UserSort, UserSort],
  { sort, onSort, layout }: UserColumnsInput,
): Pick<UserColumn, 'id' | 'head' | 'sorted' | 'width'> {
  return {
    id,
    head: <SortHead label={label} sorts={sorts} sort={sort} direction={directionOf(sort)} onSort={onSort} />,
    width: trackText(id, layout.widths),
    ...(sorts.includes(sort) && { sorted: directionOf(sort) }),
  };
}

type Cells = Pick<UserColumn, 'cell' | 'skeleton' | 'align' | 'rowHeader'>;

const name: Cells = {
  rowHeader: true,
  skeleton: '70%',
  cell: (user) => (
    <Link
      href={`/users/${user.id}`}
      prefetch={false}
      dir="auto"
      className="truncate rounded-mark text-fg hover:text-accent"
    >
      {titleOf(user)}
    </Link>
  ),
};

const nameAndIdentities: Cells = {
  ...name,
  cell: (user, index) => (
    <>
      {name.cell(user, index)}
      <span className="ms-auto ps-1">
        <IdentityMarks identities={user.identities} />
      </span>
    </>
  ),
};

const email: Cells = {
  skeleton: '80%',
  cell: (user) => <span className="truncate text-fg-2">{user.email || '–'}</span>,
};

const tagCount: Cells = {
  align: 'end',
  skeleton: '16px',
  cell: (user) => <span className="text-fg-2">{user.tagCount}</span>,
};

const changed: Cells = {
  align: 'end',
  skeleton: '40px',
  cell: (user) => <RelativeTime at={user.changedAt} className="text-fg-3" />,
};

const identities: Omit<UserColumn, 'width'> = {
  id: 'identities',
  head: 'Identities',
  skeleton: '60px',
  cell: (user) => <IdentityMarks identities={user.identities} />,
};

function selectColumn(selection: Selection, { isEmpty, onToggle, layout }: UserColumnsInput): UserColumn {
  return {
    id: 'select',
    label: 'Selected',
    head: <SelectHead selection={selection} isEmpty={isEmpty} />,
    width: trackText('select', layout.widths),
    cell: (user, index) => (
      <SelectCell
        userId={user.id}
        title={titleOf(user)}
        selection={selection}
        onToggle={(range) => onToggle(index, range)}
      />
    ),
  };
}

/** Fixed places, hollow without an identity; in words on hover and for screen readers. */
function IdentityMarks({ identities }: { identities: readonly { provider: ProviderId }[] }) {
  const held = new Set(identities.map((identity) => identity.provider));
  const names = providerIds.filter((id) => held.has(id)).map((id) => providerNames[id]);
  const words = names.length === 0 ? 'No identity' : names.join(', ');
  return <ProviderMarks held={held} words={words} />;
}
