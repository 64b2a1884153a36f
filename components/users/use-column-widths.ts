'use client';

import { useCallback, useEffect, useState } from 'react';
import type { ColumnWidths, OnWidths } from './column-widths.ts';
import { columnWidthsCookie, writeWidths } from './kept-widths.ts';

const year = 31_536_000;

/** In a cookie, so that the server renders the same widths. null: the usual width. */
export function useColumnWidths(first: ColumnWidths): [ColumnWidths, OnWidths] {
  const [widths, setWidths] = useState(first);
  const onWidths = useCallback((chosen: Readonly<Record<string, number | null>>) => {
    setWidths((before) => {
      // Latest change last.
      const kept = Object.entries(before).filter(([column]) => !(column in chosen));
      const added = Object.entries(chosen).flatMap(([column, width]): [string, number][] =>
        width === null ? [] : [[column, width]],
      );
      return Object.fromEntries([...kept, ...added]);
    });
  }, []);
  useEffect(() => {
    if (widths === first) return;
    // The Cookie Store is absent over plain http.
    const text = `${columnWidthsCookie}=${writeWidths(widths)}; path=/users; max-age=${year}; samesite=lax`;
    Reflect.set(document, 'cookie', text);
  }, [widths, first]);
  return [widths, onWidths];
}
