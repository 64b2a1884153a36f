'use client';

import { type ReactNode, useId, useRef, useState } from 'react';
import { useRowCursor } from '#components/data-table/use-row-cursor.ts';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import { classNames } from '#components/ui/class-names.ts';
import type { DriftGroups, ListDriftInput } from '#lib/shared/drift.ts';
import { can } from '#lib/shared/permissions.ts';
import { DecideBar } from './decide-bar.tsx';
import { DriftTreeRow, headClass, rowClass, sinceClass } from './drift-row.tsx';
import {
  isPicked,
  nothingPicked,
  pairOf,
  pickedInput,
  type TreeRow,
  togglePicked,
  treeRows,
} from './drift-rows.ts';
import { QuestionDialog } from './question-dialog.tsx';
import { useDecide } from './use-decide.ts';
import { useOpenGroups } from './use-drift.ts';

interface DriftGridProps {
  data: DriftGroups;
  filters: ListDriftInput;
  role: string;
  fallback: ReactNode;
}

/** Groups unfold to users. Enter accepts, `p` puts back, `i` ignores: the selection, or the row at the cursor. */
export function DriftGrid({ data, filters, role, fallback }: DriftGridProps) {
  const id = useId();
  const grid = useRef<HTMLTableElement>(null);
  const [picked, setPicked] = useState(nothingPicked);
  const { open, setOpen, readMore } = useOpenGroups(filters.state, data.groups);
  const rows = treeRows(data.groups, open);
  const { busy, question, ask, answer, dismiss } = useDecide(() => {
    setPicked(nothingPicked);
    // What had the focus is gone.
    grid.current?.focus({ preventScroll: true });
  });
  const mayDecide = filters.state === 'open' && can(role, 'drift:decide');
  const mayMany = mayDecide && can(role, 'drift:decide-many');
  const canPick = (row: TreeRow) => mayMany && row.entry !== 'rest';
  const toggle = (row: TreeRow) => setPicked(togglePicked(row, picked));

  const { cursor, moveTo } = useRowCursor({
    count: rows.length,
    onMove: (index) => {
      document.getElementById(`${id}-${index}`)?.scrollIntoView({ block: 'nearest' });
      if (document.activeElement === document.body) grid.current?.focus({ preventScroll: true });
    },
    onSelect: mayMany
      ? (index) => {
          const row = rows[index];
          if (row && canPick(row)) toggle(row);
        }
      : undefined,
  });
  const atCursor = rows[cursor];
  const chosen = pickedInput(rows, picked);
  const targetOf = (row: TreeRow | undefined) => {
    if (row?.entry === 'user') return { ids: [row.row.id], groups: [], count: 1 };
    if (row?.entry === 'group' && mayMany)
      return { ids: [], groups: [pairOf(row.group)], count: row.group.count };
    return { ids: [], groups: [], count: 0 };
  };
  const target = chosen.count > 0 ? chosen : targetOf(atCursor);
  const act = (row: TreeRow) => {
    if (row.entry === 'group') setOpen(row.key, !row.isOpen);
    else if (row.entry === 'rest') readMore(row.groupKey);
  };
  const fold = () => {
    if (atCursor?.entry === 'group' && atCursor.isOpen) return setOpen(atCursor.key, false);
    if (!atCursor || atCursor.entry === 'group') return;
    moveTo(rows.findIndex(({ key }) => key === atCursor.groupKey));
  };
  const enter = (event: KeyboardEvent) => {
    // A focused button, link or field keeps its own Enter.
    const own =
      event.target instanceof Element ? event.target.closest<HTMLElement>('a, button, select') : null;
    if (own) own.click();
    else if (chosen.count === 0 && (atCursor?.entry === 'rest' || !mayDecide)) atCursor && act(atCursor);
    else ask('accept', target);
  };
  useHotkeys([
    { keys: 'Enter', label: 'Accept', group: 'Differences', run: enter },
    {
      keys: 'ArrowRight',
      label: 'Unfold',
      group: 'List',
      run: () => {
        if (atCursor?.entry === 'group' && !atCursor.isOpen) setOpen(atCursor.key, true);
      },
    },
    { keys: 'ArrowLeft', label: 'Fold', group: 'List', run: fold },
    ...(mayDecide
      ? [
          {
            keys: 'p',
            label: 'Put back',
            group: 'Differences',
            run: () => ask('put-back', target, chosen.count > 0),
          },
          { keys: 'i', label: 'Ignore', group: 'Differences', run: () => ask('ignore', target) },
        ]
      : []),
  ]);

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div className="min-h-0 flex-1 overflow-auto">
        <table
          ref={grid}
          {...gridAttributes(cursor >= 0 ? `${id}-${cursor}` : null, mayMany)}
          aria-label="Differences"
          aria-rowcount={rows.length + 1}
          className="block min-w-230 focus-visible:outline-none phone:min-w-0"
        >
          <thead className="sticky top-0 z-10 block phone:sr-only">
            <tr className={`${rowClass} ${headClass}`}>
              {['', 'Difference', 'Ours', 'Theirs', 'Users', 'Given last by', 'Since', 'Policy'].map(
                (name) => (
                  <th
                    key={name}
                    scope="col"
                    className={classNames('truncate font-medium', name === 'Since' && sinceClass)}
                  >
                    {name || <span className="sr-only">Unfold and pick</span>}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody className="block">
            {rows.map((row, index) => (
              <DriftTreeRow
                key={row.key}
                id={`${id}-${index}`}
                row={row}
                role={role}
                atCursor={index === cursor}
                isPicked={mayMany ? isPicked(row, picked) : null}
                decides={mayDecide && (row.entry === 'user' || mayMany) ? 'now' : null}
                busy={busy}
                onPoint={() => moveTo(index, true)}
                onAct={() => act(row)}
                onPick={canPick(row) ? () => toggle(row) : null}
                onDecide={(verb) => ask(verb, targetOf(row))}
              />
            ))}
          </tbody>
        </table>
        {rows.length === 0 && fallback}
        {data.more > 0 && <p className="px-4 py-3 text-12 text-fg-3">{data.more} smaller groups follow.</p>}
      </div>
      {chosen.count > 0 && (
        <DecideBar
          busy={busy}
          target={chosen}
          onDecide={(verb) => ask(verb, chosen, true)}
          onClear={() => setPicked(nothingPicked)}
        />
      )}
      {question && (
        <QuestionDialog
          question={question}
          busy={busy}
          onAnswer={(count) => answer(question, count)}
          onClose={dismiss}
        />
      )}
    </div>
  );
}

/** ARIA's treegrid: it takes the focus, and its rows are moved through by key. */
function gridAttributes(rowIdAtCursor: string | null, selectable: boolean) {
  return {
    role: 'treegrid',
    tabIndex: 0,
    'aria-multiselectable': selectable || undefined,
    'aria-activedescendant': rowIdAtCursor ?? undefined,
  } as const;
}
