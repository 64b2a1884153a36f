'use client';

import { useEffect, useRef } from 'react';
import { dropKeys, releaseKeys } from '#components/shell/held-keys.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { countOf } from '#components/ui/count.ts';
import { FileDrop } from '#components/ui/file-drop.tsx';
import { ProgressMeter } from '#components/ui/progress-meter.tsx';
import { takeDroppedFile } from './dropped-file.ts';
import { FileForm, NoTextAlert } from './file-form.tsx';
import { FoundPeople } from './found-people.tsx';
import type { ProviderStates } from './operation-cards.tsx';
import { RunColumns } from './run-columns.tsx';
import { type RunFile, useRunFile } from './use-run-file.ts';

export interface FileSourceProps {
  file: RunFile | null;
  onFile: (file: RunFile | null) => void;
  states: ProviderStates;
  /** By column. */
  faults: Record<string, string>;
}

export function FileSource({ file, onFile, states, faults }: FileSourceProps) {
  const { chosen, said, sent, message, choose, readAs, stop, forget } = useRunFile({
    file,
    onFile,
    isConnected: (provider) => states[provider].connected,
  });
  const isWaiting = !file && sent === null;
  const latestChoose = useRef(choose);
  useEffect(() => {
    // Not at once: React's strict mode mounts twice, and stops what the first mount sends.
    const timer = setTimeout(() => {
      const dropped = takeDroppedFile();
      if (dropped) latestChoose.current(dropped);
    });
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (file) releaseKeys();
    else if (message !== null) dropKeys();
  }, [file, message]);
  return (
    <div className="flex flex-col gap-2.5">
      {isWaiting ? (
        <div className="max-w-160">
          <FileDrop
            label="Choose a CSV file, or drop it here"
            accept=".csv,.tsv,.txt,text/csv"
            onFile={choose}
            error={message && <span role="alert">{message}</span>}
            hint="The first line names the columns. One of them says who is meant; others may say what changes."
          />
        </div>
      ) : (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <p className="font-medium wrap-anywhere">
            {file?.upload.fileName ?? chosen?.name}
            {file && <span className="font-normal text-fg-3"> · {countOf(file.upload.rows, 'row')}</span>}
          </p>
          {file && (
            <Button size="small" look="quiet" onClick={forget}>
              Choose another file
            </Button>
          )}
        </div>
      )}
      {chosen && isWaiting && (
        <p className="text-12 text-fg-2 wrap-anywhere">Or say how {chosen.name} is written:</p>
      )}
      {chosen && <FileForm upload={file?.upload ?? null} said={said} onSay={readAs} />}
      {chosen && sent !== null && <Sending fileName={chosen.name} sent={sent} onStop={stop} />}
      {file && (
        <>
          <NoTextAlert upload={file.upload} onSay={readAs} />
          {file.upload.rows === 0 && (
            <Alert tone="warn" title="The file has no rows">
              Only its first line was found, which names the columns.
            </Alert>
          )}
          <FoundPeople upload={file.upload} uses={file.uses} />
          <RunColumns
            upload={file.upload}
            uses={file.uses}
            states={states}
            faults={faults}
            onUse={(column, use) => onFile({ ...file, uses: { ...file.uses, [column]: use } })}
          />
        </>
      )}
    </div>
  );
}

function Sending({ fileName, sent, onStop }: { fileName: string; sent: number; onStop: () => void }) {
  const said = `${Math.floor(sent * 100)} % sent`;
  return (
    <div className="flex max-w-120 flex-col gap-2">
      <ProgressMeter
        label={`Sending ${fileName}`}
        valueText={said}
        segments={[{ look: 'accent', amount: sent }]}
        total={1}
      />
      <div className="flex items-center gap-3">
        <p className="text-12 text-fg-2 tabular-nums">{sent < 1 ? said : 'Reading the file'}</p>
        <Button size="small" onClick={onStop}>
          Stop
        </Button>
      </div>
    </div>
  );
}
