'use client';

import { useMemo } from 'react';
import { type ColumnLayout, type ColumnWidths, columnsBesidePanel, foldIdentities } from './column-widths.ts';
import { useColumnWidths } from './use-column-widths.ts';

/** On a phone four columns share the width. */
const usualWidths: ColumnWidths = {};

type Room = {
  chosenColumns: readonly string[];
  /** In pixels. */
  listWidth: number;
  narrow: boolean;
  /** The quick look is open. */
  looking: boolean;
};

/** Which columns there is room for. `first`: the member's kept widths. */
export function useListLayout(first: ColumnWidths, { chosenColumns, listWidth, narrow, looking }: Room) {
  const [keptWidths, onWidths] = useColumnWidths(first);
  const layout = useMemo((): ColumnLayout => {
    const room = { listWidth, widths: narrow ? usualWidths : keptWidths };
    if (narrow) return { ...room, columns: ['select', 'name', 'identities', 'tags'] };
    const chosen = { ...room, columns: ['select', 'name', ...chosenColumns] };
    return looking ? { ...chosen, columns: columnsBesidePanel(chosen) } : foldIdentities(chosen);
  }, [chosenColumns, looking, listWidth, narrow, keptWidths]);
  return { layout, keptWidths, onWidths };
}
