'use client';

import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import type { HistoryStory } from '#lib/shared/history.ts';
import { type LedgerRow, type LineRow, rowKey } from './ledger-rows.ts';

type Acts = {
  rows: readonly LedgerRow[];
  setOpen: (key: string, isOpen: boolean) => void;
  readMore: (key: string) => void;
  openLine: (line: LineRow) => void;
};

/** What a press, Enter, Right and Left do on a row. `act`: the same for ever. `entry`, `onCursor`: of the rows. */
export function useRowActs(acts: Acts) {
  const latest = useRef(acts);
  const cursor = useRef<string | undefined>(undefined);
  const [entry, setEntry] = useState<{ atFirst: boolean; at: number } | null>(null);
  useLayoutEffect(() => {
    latest.current = acts;
  });

  const act = useCallback((row: LedgerRow) => {
    const { setOpen, readMore, openLine } = latest.current;
    if (row.entry === 'story') setOpen(row.story.key, !row.isOpen);
    else if (row.entry === 'rest') readMore(row.story.key);
    else openLine(row);
  }, []);

  // The row is another one once it was unfolded.
  const rowAtCursor = () => latest.current.rows.find((row) => rowKey(row) === cursor.current);
  const fold = (story: HistoryStory) => {
    acts.setOpen(story.key, false);
    const at = acts.rows.findIndex((row) => row.entry === 'story' && row.story.key === story.key);
    setEntry({ atFirst: false, at });
  };
  useHotkeys([
    {
      keys: 'ArrowRight',
      label: 'Unfold',
      group: 'List',
      run: () => {
        const row = rowAtCursor();
        if (row?.entry === 'story' && !row.isOpen) act(row);
      },
    },
    {
      keys: 'ArrowLeft',
      label: 'Fold',
      group: 'List',
      run: () => {
        const row = rowAtCursor();
        if (row?.entry === 'story') {
          if (row.isOpen) act(row);
        } else if (row?.entry === 'rest') fold(row.story);
        else if (row?.inside) fold(row.inside);
      },
    },
  ]);

  return {
    act,
    entry,
    onCursor: (row: LedgerRow | undefined) => {
      cursor.current = row && rowKey(row);
    },
  };
}
