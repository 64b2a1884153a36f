'use client';

import { Upload } from 'lucide-react';
import { type DragEvent, type ReactNode, useId, useState } from 'react';
import { classNames } from './class-names.ts';
import { describedBy, FieldNotes } from './field-frame.tsx';

export interface FileDropProps {
  /** Accessible name and text. */
  label: string;
  onFile: (file: File) => void;
  /** As an input's `accept`. Dropped files are not checked against it. */
  accept?: string | undefined;
  hint?: ReactNode;
  error?: ReactNode;
  disabled?: boolean | undefined;
  name?: string | undefined;
}

/** A native file input underneath, for keyboard, screen readers and tests. */
export function FileDrop({ label, onFile, accept, hint, error, disabled = false, name }: FileDropProps) {
  const id = useId();
  const [over, setOver] = useState(false);

  function onDrag(event: DragEvent) {
    if (disabled || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(event.type !== 'dragleave' && event.type !== 'drop');
    const file = event.type === 'drop' ? event.dataTransfer.files[0] : undefined;
    if (file) onFile(file);
  }

  return (
    <div className="flex flex-col gap-1">
      <label
        htmlFor={id}
        onDragEnter={onDrag}
        onDragOver={onDrag}
        onDragLeave={onDrag}
        onDrop={onDrag}
        className={classNames(
          'relative flex cursor-pointer flex-col items-center gap-1.5 rounded-card border border-dashed px-4 py-7 text-center has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-focus has-disabled:cursor-not-allowed has-disabled:text-fg-off has-disabled:hover:bg-sunken',
          over ? 'border-accent bg-accent-tint' : 'border-line-control bg-sunken hover:bg-hover',
          Boolean(error) && 'border-danger',
        )}
      >
        <input
          id={id}
          name={name}
          type="file"
          accept={accept}
          disabled={disabled}
          aria-invalid={Boolean(error) || undefined}
          aria-describedby={describedBy(id, { hint, error })}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) onFile(file);
            // The same file may be chosen again.
            event.currentTarget.value = '';
          }}
          className="sr-only"
        />
        <Upload aria-hidden strokeWidth={1.5} className="size-5 text-fg-3" />
        <span className="font-medium">{label}</span>
      </label>
      <FieldNotes id={id} error={error} hint={hint} />
    </div>
  );
}
