'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { makeResetLink } from '#lib/actions/members.ts';
import { membersKeys } from '#lib/members/keys.ts';
import type { ListedMember, NewLink as MadeLink } from '#lib/members/schemas.ts';
import { NewLink } from './new-link.tsx';

/** Open while there is a member. Nothing changes for them until they use the link. */
export function ResetDialog({ member, onClose }: { member: ListedMember | null; onClose: () => void }) {
  const client = useQueryClient();
  const [link, setLink] = useState<MadeLink | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const close = () => {
    setLink(null);
    setRefusal(null);
    onClose();
  };
  const make = async (memberId: string) => {
    setBusy(true);
    try {
      const result = await makeResetLink({ memberId });
      if (result.ok) setLink(result.value);
      else setRefusal(result.error.message);
      void client.invalidateQueries({ queryKey: membersKeys.all });
    } catch {
      setRefusal('Tagdesk did not answer. Try again: an older link stops working by itself.');
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open={member !== null} onClose={close} title={`New password for ${member?.name ?? ''}`}>
      {link ? (
        <NewLink link={link} what="link" onClose={close} />
      ) : (
        <>
          {refusal !== null && <Alert announce title={refusal} />}
          <p className="text-fg-2">
            A link lets {member?.name} choose a new password, which ends all their sessions. Until it is used
            nothing changes. An older link stops working.
          </p>
          <div className="flex justify-end gap-2">
            <Button size="large" onClick={close}>
              Cancel
            </Button>
            <Button
              look="primary"
              size="large"
              busy={busy}
              data-autofocus
              onClick={() => member && void make(member.id)}
            >
              Make link
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
