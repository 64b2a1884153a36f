'use client';

import { useEffect, useRef, useState } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { countOf } from '#components/ui/count.ts';
import { FileDrop } from '#components/ui/file-drop.tsx';
import { ProgressMeter } from '#components/ui/progress-meter.tsx';
import type { RunUpload } from '#lib/runs/schemas.ts';
import { ColumnTable } from './column-table.tsx';
import { type ColumnUses, guessUses } from './column-use.ts';
import type { ProviderStates } from './intent-cards.tsx';
import { sendRunFile } from './send-run-file.ts';

type Sending = { fileName: string; sent: number };

export type RunFile = { upload: RunUpload; uses: ColumnUses };

interface FileSourceProps {
  file: RunFile | null;
  onFile: (file: RunFile | null) => void;
  states: ProviderStates;
  /** By column, what is wrong with its use. */
  faults: Record<string, string>;
}

/** People and tags from a CSV file: choose it, then say what each column is for. */
export function FileSource({ file, onFile, states, faults }: FileSourceProps) {
  const [sending, setSending] = useState<Sending | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const send = async (chosen: File) => {
    const controller = new AbortController();
    running.current = controller;
    setMessage(null);
    setSending({ fileName: chosen.name, sent: 0 });
    try {
      const upload = await sendRunFile(chosen, controller.signal, (sent) =>
        setSending({ fileName: chosen.name, sent }),
      );
      onFile({ upload, uses: guessUses(upload, (provider) => states[provider].connected) });
    } catch (error) {
      setMessage(error instanceof Error ? error.message : String(error));
    }
    setSending(null);
  };

  if (sending) {
    const percent = Math.floor(sending.sent * 100);
    return (
      <div className="flex max-w-120 flex-col gap-2">
        <p className="font-medium wrap-anywhere">{sending.fileName}</p>
        <ProgressMeter
          label={`Sending ${sending.fileName}`}
          valueText={`${percent} % sent`}
          segments={[{ look: 'accent', amount: sending.sent }]}
          total={1}
        />
        <div className="flex items-center gap-3">
          <p className="text-12 text-fg-2 tabular-nums">
            {percent < 100 ? `${percent} % sent` : 'Reading the file'}
          </p>
          <Button size="small" onClick={() => running.current?.abort()}>
            Stop
          </Button>
        </div>
      </div>
    );
  }
  if (!file) {
    return (
      <div className="max-w-160">
        <FileDrop
          label="Choose a CSV file, or drop it here"
          accept=".csv,.tsv,.txt,text/csv"
          onFile={(chosen) => void send(chosen)}
          error={message && <span role="alert">{message}</span>}
          hint="The first line names the columns. One of them says who is meant; others may say what changes."
        />
      </div>
    );
  }
  const { upload, uses } = file;
  return (
    <div className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="font-medium wrap-anywhere">
          {upload.fileName}
          <span className="font-normal text-fg-3"> · {countOf(upload.rows, 'row')}</span>
        </p>
        <Button size="small" look="quiet" onClick={() => onFile(null)}>
          Choose another file
        </Button>
      </div>
      {upload.rows === 0 && (
        <Alert tone="warn" title="The file has no rows">
          Only its first line was found, which names the columns.
        </Alert>
      )}
      <ColumnTable
        upload={upload}
        uses={uses}
        states={states}
        faults={faults}
        onUse={(column, use) => onFile({ upload, uses: { ...uses, [column]: use } })}
      />
    </div>
  );
}
