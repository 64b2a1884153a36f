'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ImportAdvice, ImportLook, ImportReport } from '#lib/imports/schemas.ts';
import { usersKeys } from '#lib/users/keys.ts';
import { lookAtFile, type SendProgress, sendFile } from './send-file.ts';

/** `look`: the file is only read. `ask`: something should be known before it is loaded. */
export type ImportState =
  | { step: 'choose'; message: string | null }
  | { step: 'look' | 'load'; fileName: string; progress: SendProgress }
  | { step: 'ask'; file: File; look: ImportLook }
  | { step: 'done'; report: ImportReport; advice: readonly ImportAdvice[] };

/** One file at a time. Leaving the page stops it: the rest of the file would never be sent. */
export function useImport() {
  const [state, setState] = useState<ImportState>({ step: 'choose', message: null });
  const running = useRef<AbortController | null>(null);
  const client = useQueryClient();
  useEffect(() => () => running.current?.abort(), []);

  /** Looks first; where nothing stands against it, the file is loaded at once. */
  async function choose(file: File): Promise<void> {
    const look = await attempt('look', file, lookAtFile);
    if (!look) return;
    if (look.advice.some(({ holds }) => holds)) setState({ step: 'ask', file, look });
    else await load(file, look.advice);
  }

  async function load(file: File, advice: readonly ImportAdvice[]): Promise<void> {
    const report = await attempt('load', file, sendFile);
    if (report) setState({ step: 'done', report, advice });
    await client.invalidateQueries({ queryKey: usersKeys.all });
  }

  async function attempt<T>(
    step: 'look' | 'load',
    file: File,
    send: (file: File, signal: AbortSignal, onProgress: (progress: SendProgress) => void) => Promise<T>,
  ): Promise<T | null> {
    const controller = new AbortController();
    running.current = controller;
    const show = (progress: SendProgress) => setState({ step, fileName: file.name, progress });
    show({ sent: 0, rowsRead: 0 });
    try {
      return await send(file, controller.signal, show);
    } catch (error) {
      setState({ step: 'choose', message: error instanceof Error ? error.message : String(error) });
      return null;
    } finally {
      running.current = null;
    }
  }

  return {
    state,
    choose,
    load,
    stop: () => running.current?.abort(),
    again: () => setState({ step: 'choose', message: null }),
  };
}
