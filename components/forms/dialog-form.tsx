'use client';

import type { ReactNode } from 'react';
import { KeptNote } from '#components/kept/kept-note.tsx';
import { Button } from '#components/ui/button.tsx';
import { RefusalAlert } from './refusal-alert.tsx';
import type { VerbForm } from './use-verb-form.ts';

interface DialogFormProps {
  form: Pick<VerbForm, 'submit' | 'refusal' | 'busy' | 'isBack' | 'clear'>;
  go: string;
  onCancel: () => void;
  children: ReactNode;
}

export function DialogForm({ form, go, onCancel, children }: DialogFormProps) {
  return (
    <form onSubmit={form.submit} noValidate className="flex flex-col gap-3">
      <RefusalAlert refusal={form.refusal} />
      <KeptNote shown={form.isBack} onClear={form.clear} />
      {children}
      <div className="flex justify-end gap-2">
        <Button
          size="large"
          onClick={() => {
            form.clear();
            onCancel();
          }}
        >
          Cancel
        </Button>
        {/* Without an autofocus field, Enter is enough. */}
        <Button type="submit" look="primary" size="large" busy={form.busy} data-autofocus>
          {go}
        </Button>
      </div>
    </form>
  );
}
