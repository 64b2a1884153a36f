'use client';

import { useQueryClient } from '@tanstack/react-query';
import { DialogForm } from '#components/forms/dialog-form.tsx';
import { useVerbForm } from '#components/forms/use-verb-form.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { literalText } from '#components/ui/literal-text.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import { editUser } from '#lib/actions/identities.ts';
import { adviseOnText } from '#lib/providers/text-signs.ts';
import { editUserInput } from '#lib/shared/identities.ts';
import { usersKeys } from '#lib/shared/query-keys.ts';
import { adviseOnEmail } from '#lib/shared/text/email.ts';
import { titleOf } from '#lib/shared/user-list.ts';
import type { ShownUser } from '#lib/shared/users.ts';

export function EditUserDialog({ user, onClose }: { user: ShownUser; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={`Edit ${titleOf(user)}`}>
      <EditForm user={user} onClose={onClose} />
    </Dialog>
  );
}

function EditForm({ user, onClose }: { user: ShownUser; onClose: () => void }) {
  const client = useQueryClient();
  const form = useVerbForm({
    rules: editUserInput,
    start: { userId: user.id, name: user.name, email: user.email },
    send: editUser,
    done: () => {
      showToast({ text: 'Saved. No provider overwrites it.', tone: 'ok' });
      void client.invalidateQueries({ queryKey: usersKeys.all });
      onClose();
    },
    silence: 'Tagdesk did not answer. Whether it was saved is not known: look at the user again.',
    mode: 'onTouched',
    advise: (name, text) => (name === 'email' ? adviseOnEmail(text) : adviseOnText(text.trim())),
  });
  return (
    <DialogForm form={form} go="Save" onCancel={onClose}>
      <TextField label="Name" size="large" data-autofocus {...literalText} {...form.field('name')} />
      <TextField
        label="E-mail"
        inputMode="email"
        size="large"
        hint="Nothing is sent to a provider."
        {...literalText}
        {...form.field('email')}
      />
    </DialogForm>
  );
}
