'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { SaidForm } from '#lib/shared/csv.ts';
import type { ImportAdvice, ImportChoices, ImportLook, ImportReport } from '#lib/shared/imports.ts';
import { usersKeys } from '#lib/shared/query-keys.ts';
import { type ChosenFile, lookAtFile, type SendProgress, sendFile } from './send-file.ts';

/**
 * `look`: a dry run. `ask`: what it found, before loading; `isChecking`: another one is on its way. `refused`:
 * unreadable, perhaps not in another form.
 */
export type ImportState =
  | { step: 'choose'; message: string | null; refused: ChosenFile | null }
  | { step: 'look' | 'load'; fileName: string; progress: SendProgress }
  | { step: 'ask'; chosen: ChosenFile; look: ImportLook; isChecking: boolean; message: string | null }
  | { step: 'done'; chosen: ChosenFile; report: ImportReport; advice: readonly ImportAdvice[] };

const beginning = { step: 'choose', message: null, refused: null } as const;
const noChoices: ImportChoices = { columns: null, corrections: [] };
/** Of typing, before the file is looked at again. */
const restMs = 500;

/** One file at a time. Leaving the page stops it. */
export function useImport() {
  const [state, setState] = useState<ImportState>(beginning);
  const running = useRef<AbortController | null>(null);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const client = useQueryClient();
  useEffect(
    () => () => {
      clearTimeout(rest.current);
      running.current?.abort();
    },
    [],
  );

  function begin(): AbortController {
    clearTimeout(rest.current);
    running.current?.abort();
    running.current = new AbortController();
    return running.current;
  }

  /** Loads at once where the header is an import's own and no advice holds. */
  async function choose(file: File, form: SaidForm = {}, isAsking = false): Promise<void> {
    const chosen = { file, form, choices: noChoices };
    const look = await attempt('look', chosen, lookAtFile, (message) =>
      setState({ step: 'choose', message, refused: chosen }),
    );
    if (!look) return;
    if (isAsking || asks(look)) setState({ step: 'ask', chosen, look, isChecking: false, message: null });
    else await load(chosen, look, look.advice);
  }

  async function load(
    chosen: ChosenFile,
    look: ImportLook,
    advice: readonly ImportAdvice[] = [],
  ): Promise<void> {
    const report = await attempt('load', chosen, sendFile, (message) =>
      setState({ step: 'ask', chosen, look, isChecking: false, message }),
    );
    if (report) setState({ step: 'done', chosen, report, advice });
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
    onFailure: (message: string) => void,
  ): Promise<T | null> {
    const { signal } = begin();
    const show = (progress: SendProgress) => setState({ step, fileName: chosen.file.name, progress });
    show({ sent: 0, rowsRead: 0 });
    try {
      return await send(chosen, signal, show);
    } catch (error) {
      onFailure(wordsOf(error));
      return null;
    }
  }

  /** The file is looked at again, after a rest of typing; what was found before stays meanwhile. */
  function revise(choices: ImportChoices, isTyping: boolean): void {
    if (state.step !== 'ask') return;
    const chosen = { ...state.chosen, choices };
    const { signal } = begin();
    setState({ ...state, chosen, isChecking: true, message: null });
    rest.current = setTimeout(() => void check(chosen, signal), isTyping ? restMs : 0);
  }

  async function check(chosen: ChosenFile, signal: AbortSignal): Promise<void> {
    const end = (found: { look?: ImportLook; message?: string }) =>
      setState((now) =>
        now.step === 'ask' && now.chosen === chosen ? { ...now, ...found, isChecking: false } : now,
      );
    await lookAtFile(chosen, signal, () => undefined).then(
      (look) => end({ look }),
      (error: unknown) => end({ message: wordsOf(error) }),
    );
  }

  return {
    state,
    choose,
    load,
    revise,
    stop: () => running.current?.abort(),
    again: () => {
      begin();
      setState(beginning);
    },
  };
}

function asks({ missing, columns, rowsNoText, advice }: ImportLook): boolean {
  const isPlain = columns.every(({ name, use }) => use !== null && name.toLowerCase() === use.toLowerCase());
  return missing !== null || !isPlain || rowsNoText > 0 || advice.some(({ holds }) => holds);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
