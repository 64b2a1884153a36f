'use client';

import { type ReactNode, useDeferredValue, useSyncExternalStore } from 'react';
import { VirtualRows, type VirtualRowsProps } from '#components/data-table/virtual-rows.tsx';
import type { ListedUser } from '#lib/shared/users.ts';
import type { Selection } from './selection.ts';

type UserRowsProps = Omit<VirtualRowsProps<ListedUser>, 'label' | 'rowKey' | 'isSelected'> & {
  selection: Selection;
};

const keyOf = (user: ListedUser) => String(user.id);

/** Follow the selection themselves, so that a pick redraws nothing else. */
export function UserRows({ selection, ...rows }: UserRowsProps) {
  useSyncExternalStore(selection.subscribe, selection.current, selection.current);
  return <VirtualRows {...rows} label="Users" rowKey={keyOf} isSelected={(user) => selection.has(user.id)} />;
}

/** A moment after the row shows it. */
export function WhilePicked({ selection, children }: { selection: Selection; children: ReactNode }) {
  const chosen = useSyncExternalStore(selection.subscribe, selection.current, selection.current);
  const isPicked = useDeferredValue(chosen.everybody || chosen.ids.size > 0);
  return isPicked && children;
}
