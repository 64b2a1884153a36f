'use client';

import { type RefObject, useDeferredValue, useEffect, useSyncExternalStore } from 'react';
import type { ProviderStates } from '#components/runs/new-run/operation-cards.tsx';
import { dropKeys } from '#components/shell/held-keys.ts';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import { formatCount } from '#components/ui/count.ts';
import { announce } from '#components/ui/live-region.tsx';
import type { UsersPage } from '#lib/shared/user-list.ts';
import { type Chosen, nobodyChosen, type PickableUser, type Selection } from './selection.ts';
import { SelectionDialog } from './selection-dialog.tsx';
import type { SelectionVerb } from './selection-preview.ts';
import type { SelectionEdit } from './selection-report.ts';
import { SelectionToolbar } from './selection-toolbar.tsx';
import { whoOf } from './selection-who.ts';
import { useSelectionActs } from './use-selection-acts.ts';
import type { UserList } from './user-list.ts';
import { useListCount } from './users-count.tsx';

interface SelectionBarProps {
  /** The toolbar, while it stands. */
  bar: RefObject<HTMLDivElement | null>;
  selection: Selection;
  list: UserList;
  first: UsersPage | undefined;
  /** As in the URL, for the export. */
  columns: string;
  userAt: (index: number) => PickableUser | undefined;
  states: ProviderStates;
  role: string;
  /** The open dialog; null: none. */
  editing: SelectionVerb | null;
  onEdit: (verb: SelectionVerb) => void;
  /** Its dialog has closed. */
  onEdited: (verb: SelectionVerb) => void;
  onSent: (sent: { runId: number; edit: SelectionEdit }) => void;
}

export function SelectionBar(props: SelectionBarProps) {
  const { bar, selection, list, first, columns, userAt, states, role } = props;
  const { editing, onEdit, onEdited, onSent } = props;
  const chosen = useSyncExternalStore(selection.subscribe, selection.current, () => nobodyChosen);
  // The row shows the pick at once; the number is deferred.
  const shown = useDeferredValue(chosen);
  const { count } = useListCount(list.q, first);
  const whoNow = () => whoOf(selection, { q: list.q, count, userAt });
  const who = whoNow();
  const { acts, max, mayEdit, isTooMany, mayMore } = useSelectionActs({
    role,
    who,
    whoNow,
    list: { sort: list.sort, columns },
    onEdit,
  });
  useHotkeys(
    acts.flatMap(({ key, name, run }) =>
      // `t` is the list's.
      key === 't' ? [] : [{ keys: key, label: name, group: 'Selection', run }],
    ),
  );

  const tooMany = `The role ${role} changes up to ${max} users at once: pick fewer.`;
  // Before the list is counted it waits.
  const denied = mayEdit || who.size === undefined ? null : editing;
  useEffect(() => {
    if (denied === null) return;
    dropKeys();
    onEdited(denied);
    if (isTooMany) announce(tooMany);
  }, [denied, isTooMany, onEdited, tooMany]);

  // The deferred number must not outlive the selection.
  if (selection.isEmpty() || (shown.ids.size === 0 && !shown.everybody)) return null;
  const all = count === undefined ? 'Everybody who matches' : `All ${formatCount(count)} that match`;
  const mayAll = mayMore || (count !== undefined && count <= max);
  const others = [
    !shown.everybody && mayAll && { name: all, run: () => selection.chooseEverybody(true) },
    shown.everybody &&
      shown.ids.size > 0 && {
        name: `Only the ${formatCount(shown.ids.size)} picked`,
        run: () => selection.chooseEverybody(false),
      },
  ].filter((other) => other !== false);

  return (
    <>
      <SelectionToolbar
        bar={bar}
        acts={acts}
        others={others}
        editing={editing}
        onClear={() => selection.clear()}
      >
        <span className="font-semibold whitespace-nowrap">{formatChosen(shown, who.size, all)}</span>
        <PickedElsewhere chosen={shown} count={selection.pickedElsewhere(list.q)} />
        {isTooMany && <span className="block text-12 text-fg-2">{tooMany}</span>}
      </SelectionToolbar>
      {editing !== null && mayEdit && (
        <SelectionDialog
          key={editing}
          verb={editing}
          who={who}
          states={states}
          max={max}
          anchor={bar}
          onSent={onSent}
          onClose={() => onEdited(editing)}
        />
      )}
    </>
  );
}

function PickedElsewhere({ chosen: { ids, everybody }, count }: { chosen: Chosen; count: number }) {
  if (everybody || count === 0) return null;
  return (
    <span className="text-warn">
      , {count === ids.size ? '' : `${formatCount(count)} `}picked under another filter
    </span>
  );
}

/** “5 selected”, “All 2,006 that match”, “2,004 selected, 2 left out”. */
function formatChosen({ everybody, except }: Chosen, size: number | undefined, all: string): string {
  if (everybody && except.size === 0) return all;
  const chosen = size === undefined ? 'Everybody who matches' : `${formatCount(size)} selected`;
  return everybody ? `${chosen}, ${formatCount(except.size)} left out` : chosen;
}
