'use client';

import { type FormEvent, useState } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { Result } from '#lib/result.ts';

interface PasswordStepProps {
  /** What it is about to do, and what the button says. */
  why: string;
  label: string;
  hasPassword: boolean;
  onSubmit: (password: string) => Promise<Result<unknown>>;
  onCancel: () => void;
}

/** Asks for the password once more; members who have none only confirm. */
export function PasswordStep({ why, label, hasPassword, onSubmit, onCancel }: PasswordStepProps) {
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState<{ message: string; atField: boolean } | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefusal(null);
    const result = await onSubmit(password);
    setBusy(false);
    if (!result.ok) {
      const { fields, message } = result.error;
      setRefusal({ message, atField: fields.password !== undefined });
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-3">
      <p className="text-fg-2">{why}</p>
      {refusal && !refusal.atField && <Alert announce title={refusal.message} />}
      {hasPassword && (
        <TextField
          label="Your password"
          type="password"
          size="large"
          autoComplete="current-password"
          data-autofocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={refusal?.atField ? refusal.message : undefined}
        />
      )}
      <div className="flex justify-end gap-2">
        <Button size="large" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" look="primary" size="large" busy={busy}>
          {label}
        </Button>
      </div>
    </form>
  );
}
