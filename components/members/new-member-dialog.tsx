'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import { createMember } from '#lib/actions/members.ts';
import { membersKeys } from '#lib/members/keys.ts';
import { newMemberInput } from '#lib/members/schemas.ts';
import type { Failure } from '#lib/result.ts';
import { roleOptions } from './role-options.ts';

/** Name, e-mail, role and a first password, checked by the server's own rules. */
export function NewMemberDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const client = useQueryClient();
  const [refusal, setRefusal] = useState<string | null>(null);
  const { register, handleSubmit, setError, formState, reset } = useForm({
    defaultValues: { name: '', email: '', password: '', role: 'support' as const },
    resolver: zodResolver(newMemberInput),
  });
  const { errors, isSubmitting } = formState;
  const close = () => {
    reset();
    setRefusal(null);
    onClose();
  };
  const refuse = ({ message, fields }: Failure) => {
    if (fields.email) setError('email', { message: fields.email }, { shouldFocus: true });
    else setRefusal(message);
  };
  const submit = handleSubmit(async (values) => {
    setRefusal(null);
    try {
      const result = await createMember(values);
      if (!result.ok) return refuse(result.error);
      showToast({ text: `${values.name} may sign in now.` });
      void client.invalidateQueries({ queryKey: membersKeys.all });
      close();
    } catch {
      setRefusal('Tagdesk did not answer. Look at the list before you try again.');
    }
  });
  return (
    <Dialog open={open} onClose={close} title="New member">
      <form onSubmit={submit} noValidate className="flex flex-col gap-3">
        {refusal !== null && <Alert announce title={refusal} />}
        <TextField
          label="Name"
          size="large"
          data-autofocus
          error={errors.name?.message}
          {...register('name')}
        />
        <TextField
          label="E-mail"
          type="email"
          size="large"
          error={errors.email?.message}
          {...register('email')}
        />
        <Select
          label="Role"
          size="large"
          options={roleOptions}
          error={errors.role?.message}
          {...register('role')}
        />
        <TextField
          label="First password"
          type="password"
          size="large"
          autoComplete="new-password"
          hint="Hand it over yourself. With an invitation they choose their own, and you need not know it."
          error={errors.password?.message}
          {...register('password')}
        />
        <div className="flex justify-end gap-2">
          <Button size="large" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" look="primary" size="large" busy={isSubmitting}>
            Create member
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
