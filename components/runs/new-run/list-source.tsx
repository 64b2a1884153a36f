'use client';

import { useEffect, useId, useRef, useState } from 'react';
import { useKeptDraft } from '#components/kept/use-kept-draft.ts';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { countOf } from '#components/ui/count.ts';
import { controlClass, describedBy, FieldFrame } from '#components/ui/field-frame.tsx';
import { Select } from '#components/ui/select.tsx';
import { fromChoice, toChoice, usageOf, waysToFind } from './column-use.ts';
import { takePastedText } from './dropped-file.ts';
import type { FileSourceProps } from './file-source.tsx';
import { FoundPeople } from './found-people.tsx';
import { readPastedPeople, saidOfList, toFile } from './pasted-people.ts';
import { RunColumns } from './run-columns.tsx';
import { useRunFile } from './use-run-file.ts';

const hint =
  'One per line, or with commas, semicolons, spaces or tabs between. Beside e-mails, a second column may hold tags.';

/** A pasted list is sent as a file; what is typed is read at a press. */
export function ListSource({ file, onFile, states, faults, keptAs }: FileSourceProps & { keptAs: string }) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const { note } = useKeptDraft<string>(`${keptAs}list`, setText);
  const { sent, message, choose, forget } = useRunFile({
    file,
    onFile,
    isConnected: (provider) => states[provider].connected,
  });
  const field = useRef<HTMLTextAreaElement>(null);
  const change = useRef<HTMLButtonElement>(null);
  const id = useId();

  const read = (typed: string) => {
    const people = readPastedPeople(typed);
    setFault(people ? null : 'No e-mail and no id stands here.');
    if (people) choose(toFile(people), saidOfList);
  };
  const write = (typed: string) => {
    setText(typed);
    note(typed === '' ? null : typed);
  };
  const latestRead = useRef(read);
  latestRead.current = read;
  useEffect(() => {
    // Not at once: React's strict mode mounts twice, and stops what the first mount sends.
    const timer = setTimeout(() => {
      const brought = takePastedText();
      if (brought === null) return;
      setText(brought);
      latestRead.current(brought);
    });
    return () => clearTimeout(timer);
  }, []);
  // The field goes once the list is read: the focus must not go with it.
  const hadFocus = useRef(false);
  useEffect(() => {
    if (file && hadFocus.current) change.current?.focus();
    hadFocus.current = false;
  }, [file]);

  if (!file) {
    const error = fault ?? message;
    return (
      <div className="flex max-w-160 flex-col items-start gap-2">
        <FieldFrame id={id} label="E-mails or ids" hint={hint} error={error} className="w-full">
          <textarea
            ref={field}
            id={id}
            rows={6}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={Boolean(error) || undefined}
            aria-describedby={describedBy(id, { hint, error })}
            value={text}
            readOnly={sent !== null}
            aria-busy={sent !== null}
            onChange={(event) => {
              const typed = event.currentTarget.value;
              write(typed);
              setFault(null);
              const { inputType } = event.nativeEvent as InputEvent;
              if (inputType !== 'insertFromPaste') return;
              hadFocus.current = true;
              read(typed);
            }}
            className={classNames(controlClass, 'resize-y px-2 py-1.5 font-mono text-12')}
          />
        </FieldFrame>

        <Button
          busy={sent !== null}
          onClick={() => {
            hadFocus.current = true;
            read(text);
          }}
        >
          Find these users
        </Button>
      </div>
    );
  }

  const { upload, uses } = file;
  const [only = ''] = upload.columns;
  return (
    <div className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="font-medium">
          A pasted list
          <span className="font-normal text-fg-3"> · {countOf(upload.rows, 'entry', 'entries')}</span>
        </p>
        <Button
          ref={change}
          size="small"
          look="quiet"
          onClick={() => {
            forget();
            requestAnimationFrame(() => field.current?.focus());
          }}
        >
          {text === '' ? 'Paste another list' : 'Change the list'}
        </Button>
      </div>
      <FoundPeople upload={upload} uses={uses} />
      {upload.columns.length > 1 ? (
        <RunColumns
          label="Columns of the list"
          upload={upload}
          uses={uses}
          states={states}
          faults={faults}
          onUse={(column, use) => onFile({ ...file, uses: { ...uses, [column]: use } })}
        />
      ) : (
        <Select
          label="Looked up by"
          fieldClassName="w-56"
          value={toChoice(usageOf(uses, only))}
          onChange={(event) =>
            onFile({ ...file, uses: { [only]: fromChoice(event.currentTarget.value, usageOf(uses, only)) } })
          }
          options={waysToFind}
        />
      )}
    </div>
  );
}
