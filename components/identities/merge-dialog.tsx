'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useUser } from '#components/tags/use-user.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { titleOf } from '#lib/shared/user-list.ts';
import type { ShownUser } from '#lib/shared/users.ts';
import { Comparison } from './comparison.tsx';
import { PickUser } from './pick-user.tsx';
import { useMerge } from './use-merge.ts';

export function MergeDialog({ user, onClose }: { user: ShownUser; onClose: () => void }) {
  const [otherId, setOtherId] = useState<number | null>(null);
  return (
    <Dialog open onClose={onClose} size="wide" title={`Merge ${titleOf(user)} with another user`}>
      {otherId === null ? (
        <>
          <PickUser label="Other user" except={user.id} onPick={({ id }) => setOtherId(id)} />
          <p className="text-12 text-fg-2">
            Nothing is sent to any provider. You see both before anything is done.
          </p>
        </>
      ) : (
        <Chosen user={user} otherId={otherId} onClose={onClose} onBack={() => setOtherId(null)} />
      )}
    </Dialog>
  );
}

function Chosen({
  user,
  otherId,
  onClose,
  onBack,
}: {
  user: ShownUser;
  otherId: number;
  onClose: () => void;
  onBack: () => void;
}) {
  const router = useRouter();
  const other = useUser(otherId);
  const merging = useMerge(other.data && other.data.id !== user.id ? [user, other.data] : null);
  const merge = async () => {
    const merged = await merging?.merge();
    if (!merged || 'refusal' in merged) return;
    onClose();
    if (merged.userId !== user.id) router.push(`/users/${merged.userId}`);
  };
  return (
    <>
      {other.error && <Alert title="This user could not be read">{other.error.message}</Alert>}
      {other.data?.id === user.id && <p className="text-fg-2">They are one user by now.</p>}
      {merging && (
        <Comparison
          first={merging.first}
          second={merging.second}
          parts={merging.parts}
          take={merging.take}
          onKeep={merging.choose}
          onText={merging.chooseText}
        />
      )}
      {merging?.refusal && <Alert announce title={merging.refusal} />}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p className="me-auto text-12 text-fg-2">
          {merging?.isReady === false
            ? 'Choose an id where both have one.'
            : 'Nothing is sent. It can be undone at any time.'}
        </p>
        <Button size="large" onClick={onBack}>
          Back
        </Button>
        <Button
          look="primary"
          size="large"
          data-autofocus
          busy={merging?.busy}
          disabled={!merging?.isReady}
          onClick={() => void merge()}
        >
          Merge
        </Button>
      </div>
    </>
  );
}
