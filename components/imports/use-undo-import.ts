'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { undoImport } from '#lib/actions/imports.ts';
import type { UndoReport } from '#lib/shared/import-undo.ts';
import { changesKeys, usersKeys } from '#lib/shared/query-keys.ts';

export type UndoState =
  | { step: 'ask'; message: string | null }
  | { step: 'work'; report: UndoReport | null }
  | { step: 'done'; report: UndoReport };

/** Calls until done. Leaving stops after the present call; what was undone stays undone. */
export function useUndoImport(importId: number) {
  const [state, setState] = useState<UndoState>({ step: 'ask', message: null });
  const client = useQueryClient();
  const isWatched = useRef(true);
  useEffect(() => {
    isWatched.current = true;
    return () => {
      isWatched.current = false;
    };
  }, []);

  async function start(): Promise<void> {
    setState({ step: 'work', report: null });
    while (isWatched.current) {
      const result = await undoImport({ importId }).catch(() => null);
      if (!result?.ok) {
        const message =
          result?.error.message ?? 'Tagdesk did not answer. Try again: it goes on where it stopped.';
        setState({ step: 'ask', message });
        break;
      }
      const report = result.value;
      setState({ step: report.done ? 'done' : 'work', report });
      if (report.done) break;
    }
    await Promise.all([
      client.invalidateQueries({ queryKey: changesKeys.all }),
      client.invalidateQueries({ queryKey: usersKeys.all }),
    ]);
  }

  return { state, start };
}
