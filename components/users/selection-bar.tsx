'use client';

import { X } from 'lucide-react';
import Link from 'next/link';
import { useDeferredValue, useSyncExternalStore } from 'react';
import { keepChosenUsers } from '#components/runs/new-run/chosen-users.ts';
import { Button, buttonClass, IconButton } from '#components/ui/button.tsx';
import { formatCount } from '#components/ui/count.ts';
import { can } from '#lib/shared/permissions.ts';
import type { UsersPage } from '#lib/shared/user-list.ts';
import { nobodyChosen, type Selection } from './selection.ts';
import type { UserList } from './user-list.ts';
import { useListCount } from './users-count.tsx';

interface SelectionBarProps {
  selection: Selection;
  list: UserList | null;
  first: UsersPage | undefined;
  role: string;
}

export function SelectionBar({ selection, list, first, role }: SelectionBarProps) {
  const chosen = useSyncExternalStore(selection.subscribe, selection.current, () => nobodyChosen);
  // The row shows the pick at once; the number is deferred.
  const { ids, everybody } = useDeferredValue(chosen);
  const { count } = useListCount(list?.q ?? null, first);
  if (!list || (ids.size === 0 && !everybody)) return null;
  const elsewhere = selection.pickedElsewhere(list.q);
  const all = count === undefined ? 'Everybody who matches' : `All ${formatCount(count)} that match`;

  return (
    <section
      aria-label="Selection"
      // On a phone above the navigation.
      className="appear-base absolute bottom-3 left-1/2 z-20 flex w-max max-w-[calc(100%-16px)] -translate-x-1/2 flex-wrap items-center gap-x-2 gap-y-1 rounded-card bg-raised py-1.5 ps-3.5 pe-1.5 shadow-float phone:fixed phone:bottom-[calc(65px+env(safe-area-inset-bottom))]"
    >
      <p className="me-auto tabular-nums phone:basis-full">
        <span className="font-semibold whitespace-nowrap">
          {everybody ? all : `${formatCount(ids.size)} selected`}
        </span>
        {!everybody && elsewhere > 0 && (
          <span className="text-warn">
            , {elsewhere === ids.size ? '' : `${formatCount(elsewhere)} `}picked under another filter
          </span>
        )}
      </p>
      {!everybody ? (
        <Button look="quiet" onClick={() => selection.chooseEverybody(true)}>
          {all}
        </Button>
      ) : (
        ids.size > 0 && (
          <Button look="quiet" onClick={() => selection.chooseEverybody(false)}>
            Only the {formatCount(ids.size)} picked
          </Button>
        )
      )}
      {can(role, 'runs:write') && (
        <Link
          href={everybody ? `/runs/new?${new URLSearchParams({ q: list.q })}` : '/runs/new?source=selection'}
          prefetch={false}
          // Read now: the number may lag.
          onClick={() => keepChosenUsers(selection.current().ids)}
          className={buttonClass({ look: 'primary' })}
        >
          Plan a run
        </Link>
      )}
      <IconButton
        label="Clear selection"
        icon={<X aria-hidden strokeWidth={1.5} className="size-4" />}
        onClick={() => selection.clear()}
      />
    </section>
  );
}
