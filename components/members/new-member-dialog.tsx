'use client';

import { useQueryClient } from '@tanstack/react-query';
import { DialogForm } from '#components/forms/dialog-form.tsx';
import { EmailField, NewPasswordField } from '#components/forms/person-fields.tsx';
import { useVerbForm } from '#components/forms/use-verb-form.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import { createMember } from '#lib/actions/members.ts';
import { newMemberInput } from '#lib/shared/members.ts';
import { membersKeys } from '#lib/shared/query-keys.ts';
import { roleOptions } from './role-options.ts';

export function NewMemberDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title="New member">
      <NewMemberForm onClose={onClose} />
    </Dialog>
  );
}

function NewMemberForm({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const form = useVerbForm({
    rules: newMemberInput,
    start: { name: '', email: '', password: '', role: 'support' },
    send: createMember,
    done: (_, { name }) => {
      showToast({ text: `${name.trim()} may sign in now.` });
      void client.invalidateQueries({ queryKey: membersKeys.all });
      onClose();
    },
    silence: 'Tagdesk did not answer. Look at the list before you try again.',
    keeps: { name: 'member/new', fields: ['name', 'email', 'role'] },
  });
  return (
    <DialogForm form={form} go="Create member" onCancel={onClose}>
      <TextField label="Name" size="large" data-autofocus {...form.field('name')} />
      <EmailField autoComplete="off" {...form.field('email')} />
      <Select label="Role" size="large" options={roleOptions} {...form.field('role')} />
      <NewPasswordField
        label="First password"
        hint="Hand it over yourself. With an invitation they choose their own, and you need not know it."
        {...form.field('password')}
      />
    </DialogForm>
  );
}
