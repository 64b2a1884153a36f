'use client';

import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { countOf } from '#components/ui/count.ts';
import { Select } from '#components/ui/select.tsx';
import { delimiters, nameOfDelimiter, type SaidForm, saidEncodings } from '#lib/shared/csv.ts';
import type { RunUpload } from '#lib/shared/runs.ts';

const encodingWords: Record<string, string> = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows-1252',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
};

interface FileFormProps {
  /** null: unreadable, or not read yet. */
  upload: Pick<RunUpload, 'form'> | null;
  said: SaidForm;
  onSay: (form: SaidForm) => void;
}

export function FileForm({ upload, said, onSay }: FileFormProps) {
  const encoding = upload?.form?.encoding ?? said.encoding ?? '';
  const delimiter = upload?.form?.delimiter ?? said.delimiter ?? '';
  return (
    <div className="flex flex-wrap gap-3">
      <Select
        label="Encoding"
        placeholder={encoding === '' ? 'Automatic' : undefined}
        value={encoding}
        onChange={(event) =>
          onSay({ encoding: saidEncodings.find((each) => each === event.currentTarget.value) ?? null })
        }
        options={optionsOf(saidEncodings, encoding, (each) => encodingWords[each] ?? each)}
      />
      <Select
        label="Delimiter"
        placeholder={delimiter === '' ? 'Automatic' : undefined}
        value={delimiter}
        onChange={(event) =>
          onSay({ delimiter: delimiters.find((each) => each === event.currentTarget.value) ?? null })
        }
        options={optionsOf(delimiters, delimiter, wordOfDelimiter)}
      />
    </div>
  );
}

function optionsOf(known: readonly string[], current: string, wordOf: (value: string) => string) {
  const values = current === '' || known.includes(current) ? known : [...known, current];
  return values.map((value) => ({ value, label: wordOf(value) }));
}

function wordOfDelimiter(delimiter: string): string {
  const name = nameOfDelimiter(delimiter);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Rows that are not in the file's encoding, with the likely one. */
export function NoTextAlert({
  upload,
  onSay,
}: Pick<FileFormProps, 'onSay'> & {
  upload: Pick<RunUpload, 'form' | 'rowsNoText'>;
}) {
  if (upload.rowsNoText === 0 || upload.form === null) return null;
  const canBeWindows = upload.form.encoding === 'utf-8';
  return (
    <Alert
      tone="warn"
      announce
      title={`${countOf(upload.rowsNoText, 'row')} cannot be read as ${encodingWords[upload.form.encoding]}`}
      actions={
        canBeWindows && (
          <Button size="small" onClick={() => onSay({ encoding: 'windows-1252' })}>
            Read as Windows-1252
          </Button>
        )
      }
    >
      Their bytes are no text, and they will be left out.
      {canBeWindows && ' A spreadsheet of Windows may have saved the file as Windows-1252.'}
    </Alert>
  );
}
