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
import { inviteMember } from '#lib/actions/members.ts';
import { membersKeys } from '#lib/members/keys.ts';
import { inviteInput, type NewLink as MadeLink } from '#lib/members/schemas.ts';
import { NewLink } from './new-link.tsx';
import { roleOptions } from './role-options.ts';

/** Role, and name and e-mail where they are known; then the link to copy. */
export function InviteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [link, setLink] = useState<MadeLink | null>(null);
  const close = () => {
    setLink(null);
    onClose();
  };
  return (
    <Dialog open={open} onClose={close} title={link ? 'Invitation made' : 'Invite somebody'}>
      {link ? (
        <NewLink link={link} what="invitation" onClose={close} />
      ) : (
        <InviteForm onMade={setLink} onCancel={close} />
      )}
    </Dialog>
  );
}

function InviteForm({ onMade, onCancel }: { onMade: (link: MadeLink) => void; onCancel: () => void }) {
  const client = useQueryClient();
  const [refusal, setRefusal] = useState<string | null>(null);
  const { register, handleSubmit, setError, formState } = useForm({
    defaultValues: { role: 'support' as const, name: '', email: '' },
    resolver: zodResolver(inviteInput, undefined, { raw: true }),
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (values) => {
    setRefusal(null);
    try {
      const result = await inviteMember(values);
      void client.invalidateQueries({ queryKey: membersKeys.all });
      if (result.ok) return onMade(result.value);
      const { message, fields } = result.error;
      if (fields.email) setError('email', { message: fields.email }, { shouldFocus: true });
      else setRefusal(message);
    } catch {
      setRefusal('Tagdesk did not answer. Look at the open links before you try again.');
    }
  });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      {refusal !== null && <Alert announce title={refusal} />}
      <Select
        label="Role"
        size="large"
        options={roleOptions}
        data-autofocus
        error={errors.role?.message}
        {...register('role')}
      />
      <TextField label="Name (optional)" size="large" error={errors.name?.message} {...register('name')} />
      <TextField
        label="E-mail (optional)"
        type="email"
        size="large"
        hint="They can correct both when they join. With an e-mail, the invitation also opens single sign-on."
        error={errors.email?.message}
        {...register('email')}
      />
      <div className="flex justify-end gap-2">
        <Button size="large" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" look="primary" size="large" busy={isSubmitting}>
          Make link
        </Button>
      </div>
    </form>
  );
}
