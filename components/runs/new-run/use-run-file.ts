import { useEffect, useRef, useState } from 'react';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { SaidForm } from '#lib/shared/csv.ts';
import type { RunUpload } from '#lib/shared/runs.ts';
import { type ColumnUses, guessUses } from './column-use.ts';
import { sendRunFile } from './send-run-file.ts';

/** `chosen`: to be read again in another form; null: it was sent before. */
export type RunFile = { chosen: File | null; upload: RunUpload; uses: ColumnUses };

type Options = {
  file: RunFile | null;
  onFile: (file: RunFile | null) => void;
  isConnected: (provider: ProviderId) => boolean;
};

/**
 * Uploads a file. `chosen` stays when it is unreadable: in another form it may be read. `sent`: 0 to 1; null:
 * nothing is sent.
 */
export function useRunFile({ file, onFile, isConnected }: Options) {
  const [chosen, setChosen] = useState(file?.chosen ?? null);
  const [said, setSaid] = useState<SaidForm>({});
  const [sent, setSent] = useState<number | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function send(next: File, form: SaidForm): Promise<void> {
    const controller = new AbortController();
    running.current?.abort();
    running.current = controller;
    setChosen(next);
    setSaid(form);
    setMessage(null);
    setSent(0);
    // Replaced by the new file.
    onFile(null);
    try {
      const upload = await sendRunFile(next, form, controller.signal, setSent);
      // Uses of columns that still exist are kept.
      const before = next === file?.chosen ? file.uses : {};
      onFile({ chosen: next, upload, uses: { ...guessUses(upload, isConnected), ...before } });
    } catch (error) {
      if (running.current === controller) setMessage(error instanceof Error ? error.message : String(error));
    }
    if (running.current === controller) setSent(null);
  }

  return {
    chosen,
    said,
    sent,
    message,
    choose: (next: File, form: SaidForm = {}) => void send(next, form),
    readAs: (form: SaidForm) => chosen && void send(chosen, { ...said, ...form }),
    stop: () => running.current?.abort(),
    forget: () => {
      setChosen(null);
      setSaid({});
      setMessage(null);
      onFile(null);
    },
  };
}
