'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { type ListedMember, passwordRule } from '#lib/members/schemas.ts';
import { useChangeMember } from './use-change-member.ts';

const input = z.object({ password: passwordRule });

/** Open while there is a member. Whoever has the old password is signed out. */
export function NewPasswordDialog({ member, onClose }: { member: ListedMember | null; onClose: () => void }) {
  const change = useChangeMember();
  const { register, handleSubmit, formState, reset } = useForm({
    defaultValues: { password: '' },
    resolver: zodResolver(input),
  });
  const close = () => {
    reset();
    onClose();
  };
  const submit = handleSubmit(async ({ password }) => {
    if (!member) return;
    const done = `${member.name} has a new password and is signed out everywhere.`;
    await change.mutateAsync({ memberId: member.id, password, done }).catch(() => undefined);
    close();
  });
  return (
    <Dialog open={member !== null} onClose={close} title={`New password for ${member?.name ?? ''}`}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-3">
        <TextField
          label="New password"
          type="password"
          size="large"
          autoComplete="new-password"
          data-autofocus
          hint="At least 8 characters. Hand it over yourself: Tagdesk sends no mail."
          error={formState.errors.password?.message}
          {...register('password')}
        />
        <div className="flex justify-end gap-2">
          <Button size="large" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" look="primary" size="large" busy={formState.isSubmitting}>
            Set password
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
