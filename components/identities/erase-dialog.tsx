'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { RefusalAlert } from '#components/forms/refusal-alert.tsx';
import { useVerbForm } from '#components/forms/use-verb-form.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import { eraseUser } from '#lib/actions/identities.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { eraseUserInput } from '#lib/shared/identities.ts';
import { usersKeys } from '#lib/shared/query-keys.ts';
import { titleOf } from '#lib/shared/user-list.ts';
import type { ShownUser } from '#lib/shared/users.ts';

export function EraseDialog({ user, onClose }: { user: ShownUser; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={`Erase ${titleOf(user)}`}>
      <EraseForm user={user} onClose={onClose} />
    </Dialog>
  );
}

/** What is known is downloaded first: afterwards nobody can. */
function EraseForm({ user, onClose }: { user: ShownUser; onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const [isTaken, setIsTaken] = useState(false);
  const form = useVerbForm({
    rules: eraseUserInput,
    start: { userId: user.id, why: '' },
    send: eraseUser,
    done: () => {
      showToast({ text: `User ${user.id} is erased here.`, tone: 'ok' });
      router.push('/users');
      void client.invalidateQueries({ queryKey: usersKeys.all, refetchType: 'none' });
    },
    silence: 'Tagdesk did not answer. Look whether the user is still listed before you try again.',
  });
  return (
    <form onSubmit={form.submit} noValidate className="flex flex-col gap-3">
      <RefusalAlert refusal={form.refusal} />
      <p className="text-fg-2">
        Name, e-mail, ids and what was sent and answered become “erased user {user.id}” everywhere in Tagdesk.
        Counts and outcomes stay. This cannot be undone. Files, pulls and forms that name this person again
        leave them out.
      </p>
      <section aria-label="What is left to do" className="rounded-control border border-line bg-sunken p-3">
        <h3 className="text-12 font-semibold">What is left to do elsewhere</h3>
        <ul className="list-disc ps-4 text-12 text-fg-2">
          {user.identities.map(({ provider, externalId }) => (
            <li key={provider} className="wrap-anywhere">
              Delete {externalId} at {capabilitiesOf(provider).label}: Tagdesk sends nothing there.
            </li>
          ))}
          <li>Backups that were made before still hold this person.</li>
        </ul>
      </section>
      <p>
        <a
          href={`/api/users/${user.id}/known`}
          download={`user-${user.id}.json`}
          onClick={() => setIsTaken(true)}
          data-autofocus
          className={buttonClass({ size: 'large' })}
        >
          Download everything known
        </a>
      </p>
      <TextField
        label="Why"
        size="large"
        hint="Stays in the history. Do not name the person."
        {...form.field('why')}
      />
      <div className="flex items-center justify-end gap-2">
        {!isTaken && <p className="me-auto text-12 text-fg-3">Download first.</p>}
        <Button size="large" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" look="danger" size="large" busy={form.busy} disabled={!isTaken}>
          Erase
        </Button>
      </div>
    </form>
  );
}
