'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DialogForm } from '#components/forms/dialog-form.tsx';
import { useVerbForm } from '#components/forms/use-verb-form.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { DialogStep } from '#components/ui/dialog-step.tsx';
import { makeResetLink } from '#lib/actions/members.ts';
import { type ListedMember, type NewLink as MadeLink, memberInput } from '#lib/shared/members.ts';
import { membersKeys } from '#lib/shared/query-keys.ts';
import { NewLink } from './new-link.tsx';

interface ResetDialogProps {
  member: ListedMember;
  open: boolean;
  onClose: () => void;
}

/** Nothing changes for the member until the link is used. */
export function ResetDialog({ member, open, onClose }: ResetDialogProps) {
  const [link, setLink] = useState<MadeLink | null>(null);
  const close = () => {
    setLink(null);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={`${link ? 'Link to a new' : 'New'} password for ${member.name}`}
    >
      <DialogStep name={link ? 'link' : 'form'}>
        {link ? (
          <NewLink link={link} what="link" onClose={close} />
        ) : (
          <ResetForm member={member} onMade={setLink} onCancel={close} />
        )}
      </DialogStep>
    </Dialog>
  );
}

interface ResetFormProps {
  member: ListedMember;
  onMade: (link: MadeLink) => void;
  onCancel: () => void;
}

function ResetForm({ member, onMade, onCancel }: ResetFormProps) {
  const client = useQueryClient();
  const form = useVerbForm({
    rules: memberInput,
    start: { memberId: member.id },
    send: makeResetLink,
    done: (link) => {
      void client.invalidateQueries({ queryKey: membersKeys.all });
      onMade(link);
    },
    silence: 'Tagdesk did not answer. Try again: an older link stops working by itself.',
  });
  return (
    <DialogForm form={form} go="Make link" onCancel={onCancel}>
      <p className="text-fg-2">
        A link lets {member.name} choose a new password, which ends all their sessions. Until it is used
        nothing changes. An older link stops working.
      </p>
    </DialogForm>
  );
}
