'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DialogForm } from '#components/forms/dialog-form.tsx';
import { EmailField } from '#components/forms/person-fields.tsx';
import { useVerbForm } from '#components/forms/use-verb-form.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { DialogStep } from '#components/ui/dialog-step.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { inviteMember } from '#lib/actions/members.ts';
import { inviteInput, type NewLink as MadeLink } from '#lib/shared/members.ts';
import { membersKeys } from '#lib/shared/query-keys.ts';
import { NewLink } from './new-link.tsx';
import { roleOptions } from './role-options.ts';

interface InviteDialogProps {
  open: boolean;
  onClose: () => void;
  /** A mail server is set. */
  sendsMail: boolean;
}

export function InviteDialog({ open, onClose, sendsMail }: InviteDialogProps) {
  const [link, setLink] = useState<MadeLink | null>(null);
  const close = () => {
    setLink(null);
    onClose();
  };
  return (
    <Dialog open={open} onClose={close} title={link ? 'Invitation made' : 'Invite somebody'}>
      <DialogStep name={link ? 'link' : 'form'}>
        {link ? (
          <NewLink link={link} what="invitation" onClose={close} />
        ) : (
          <InviteForm onMade={setLink} onCancel={close} sendsMail={sendsMail} />
        )}
      </DialogStep>
    </Dialog>
  );
}

interface InviteFormProps {
  onMade: (link: MadeLink) => void;
  onCancel: () => void;
  sendsMail: boolean;
}

function InviteForm({ onMade, onCancel, sendsMail }: InviteFormProps) {
  const client = useQueryClient();
  const form = useVerbForm({
    rules: inviteInput,
    start: { role: 'support', name: '', email: '' },
    send: inviteMember,
    done: (link) => {
      void client.invalidateQueries({ queryKey: membersKeys.all });
      onMade(link);
    },
    silence: 'Tagdesk did not answer. Look at the pending invitations before you try again.',
    keeps: { name: 'member/invite', fields: ['role', 'name', 'email'] },
  });
  return (
    <DialogForm form={form} go="Make link" onCancel={onCancel}>
      <Select label="Role" size="large" options={roleOptions} data-autofocus {...form.field('role')} />
      <TextField label="Name (optional)" size="large" {...form.field('name')} />
      <EmailField
        label="E-mail (optional)"
        autoComplete="off"
        hint={`They can correct both when they join. With an e-mail, the invitation ${sendsMail ? 'can be sent from here, and' : 'also'} opens single sign-on.`}
        {...form.field('email')}
      />
    </DialogForm>
  );
}
