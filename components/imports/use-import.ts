'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { SaidForm } from '#lib/shared/csv.ts';
import type { ImportAdvice, ImportLook, ImportReport } from '#lib/shared/imports.ts';
import { usersKeys } from '#lib/shared/query-keys.ts';
import { type ChosenFile, lookAtFile, type SendProgress, sendFile } from './send-file.ts';

/** `look`: a dry run. `ask`: advice before loading. `refused`: unreadable, perhaps not in another form. */
export type ImportState =
  | { step: 'choose'; message: string | null; refused: ChosenFile | null }
  | { step: 'look' | 'load'; fileName: string; progress: SendProgress }
  | { step: 'ask'; chosen: ChosenFile; look: ImportLook }
  | { step: 'done'; report: ImportReport; advice: readonly ImportAdvice[] };

const beginning = { step: 'choose', message: null, refused: null } as const;

/** One file at a time. Leaving the page stops it. */
export function useImport() {
  const [state, setState] = useState<ImportState>(beginning);
  const running = useRef<AbortController | null>(null);
  const client = useQueryClient();
  useEffect(() => () => running.current?.abort(), []);

  /** Loads at once where the dry run has no advice that holds. */
  async function choose(file: File, form: SaidForm = {}): Promise<void> {
    const chosen = { file, form };
    const look = await attempt('look', chosen, lookAtFile);
    if (!look) return;
    if (look.rowsNoText > 0 || look.advice.some(({ holds }) => holds))
      setState({ step: 'ask', chosen, look });
    else await load(chosen, look.advice);
  }

  async function load(chosen: ChosenFile, advice: readonly ImportAdvice[]): Promise<void> {
    const report = await attempt('load', chosen, sendFile);
    if (report) setState({ step: 'done', report, advice });
    await client.invalidateQueries({ queryKey: usersKeys.all });
  }

  async function attempt<T>(
    step: 'look' | 'load',
    chosen: ChosenFile,
    send: (
      chosen: ChosenFile,
      signal: AbortSignal,
      onProgress: (progress: SendProgress) => void,
    ) => Promise<T>,
  ): Promise<T | null> {
    const controller = new AbortController();
    running.current = controller;
    const show = (progress: SendProgress) => setState({ step, fileName: chosen.file.name, progress });
    show({ sent: 0, rowsRead: 0 });
    try {
      return await send(chosen, controller.signal, show);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      setState({ step: 'choose', message, refused: step === 'look' ? chosen : null });
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
    again: () => setState(beginning),
  };
}
