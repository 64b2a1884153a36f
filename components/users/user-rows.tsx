'use client';

import { type ReactNode, useDeferredValue, useSyncExternalStore } from 'react';
import { VirtualRows, type VirtualRowsProps } from '#components/data-table/virtual-rows.tsx';
import { formatCount } from '#components/ui/count.ts';
import type { ListedUser } from '#lib/shared/users.ts';
import { nobodyChosen, type Selection } from './selection.ts';

type UserRowsProps = Omit<VirtualRowsProps<ListedUser>, 'label' | 'rowKey' | 'isSelected'> & {
  /** null: rows cannot be picked. */
  selection: Selection | null;
};

const never = () => () => {};
const keyOf = (user: ListedUser) => String(user.id);

/** Follow the selection themselves, so that a pick redraws nothing else. */
export function UserRows({ selection, ...rows }: UserRowsProps) {
  const read = () => selection?.current() ?? nobodyChosen;
  useSyncExternalStore(selection?.subscribe ?? never, read, read);
  return (
    <VirtualRows
      {...rows}
      label="Users"
      rowKey={keyOf}
      isSelected={selection ? (user) => selection.has(user.id) : undefined}
    />
  );
}

/** A moment after the row shows it. */
export function WhilePicked({ selection, children }: { selection: Selection; children: ReactNode }) {
  const chosen = useSyncExternalStore(selection.subscribe, selection.current, selection.current);
  const isPicked = useDeferredValue(chosen.everybody || chosen.ids.size > 0);
  return isPicked && children;
}

/** “2 selected”, for those who do not see it. */
export function SelectionStatus({ selection, count }: { selection: Selection; count: number | undefined }) {
  const { ids, everybody, except } = useSyncExternalStore(
    selection.subscribe,
    selection.current,
    selection.current,
  );
  const size = everybody ? count && count - except.size : ids.size;
  const text = size === undefined ? 'Everybody who matches selected' : `${formatCount(size)} selected`;
  return (
    <p aria-live="polite" className="sr-only">
      {everybody || ids.size > 0 ? text : ''}
    </p>
  );
}
