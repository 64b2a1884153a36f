'use client';

import { DialogForm } from '#components/forms/dialog-form.tsx';
import { PasswordField } from '#components/forms/person-fields.tsx';
import { useVerbForm } from '#components/forms/use-verb-form.ts';
import { passwordInput } from '#lib/shared/account.ts';
import type { Result } from '#lib/shared/result.ts';
import { silence } from './use-account-action.ts';

interface PasswordStepProps {
  why: string;
  label: string;
  hasPassword: boolean;
  onSubmit: (password: string) => Promise<Result<unknown>>;
  onCancel: () => void;
}

/** Members without a password only confirm. */
export function PasswordStep({ why, label, hasPassword, onSubmit, onCancel }: PasswordStepProps) {
  const form = useVerbForm({
    rules: passwordInput,
    start: { password: '' },
    send: ({ password }) => onSubmit(password),
    silence,
  });
  return (
    <DialogForm form={form} go={label} onCancel={onCancel}>
      <p className="text-fg-2">{why}</p>
      {hasPassword && <PasswordField label="Your password" data-autofocus {...form.field('password')} />}
    </DialogForm>
  );
}
