'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ImportReport } from '#lib/imports/schemas.ts';
import { usersKeys } from '#lib/users/keys.ts';
import { type SendProgress, sendFile } from './send-file.ts';

export type ImportState =
  | { step: 'choose'; message: string | null }
  | { step: 'load'; fileName: string; progress: SendProgress }
  | { step: 'done'; report: ImportReport };

/** One import at a time. Leaving the page stops it: the rest of the file would never be sent. */
export function useImport() {
  const [state, setState] = useState<ImportState>({ step: 'choose', message: null });
  const running = useRef<AbortController | null>(null);
  const client = useQueryClient();
  useEffect(() => () => running.current?.abort(), []);

  async function load(file: File): Promise<void> {
    const controller = new AbortController();
    running.current = controller;
    setState({ step: 'load', fileName: file.name, progress: { sent: 0, rowsRead: 0 } });
    try {
      const report = await sendFile(file, controller.signal, (progress) =>
        setState({ step: 'load', fileName: file.name, progress }),
      );
      setState({ step: 'done', report });
    } catch (error) {
      setState({ step: 'choose', message: error instanceof Error ? error.message : String(error) });
    }
    running.current = null;
    await client.invalidateQueries({ queryKey: usersKeys.all });
  }

  return {
    state,
    load,
    stop: () => running.current?.abort(),
    again: () => setState({ step: 'choose', message: null }),
  };
}
