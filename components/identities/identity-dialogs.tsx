'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { moveIdentity, splitUser, unlinkIdentity } from '#lib/actions/identities.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Result } from '#lib/shared/result.ts';
import type { FoundUser } from '#lib/shared/search.ts';
import { titleOf } from '#lib/shared/user-list.ts';
import type { ShownIdentity, ShownUser } from '#lib/shared/users.ts';
import { PickUser } from './pick-user.tsx';
import { useIdentityAct } from './use-cases.ts';

type DialogProps = { user: ShownUser; onClose: () => void };
type Acted = { actId: number; userId: number };

export function UnlinkDialog({ user, onClose }: DialogProps) {
  const [id, setId] = useState(user.identities[0]?.id ?? 0);
  return (
    <ActDialog
      title={`Unlink an id of ${titleOf(user)}`}
      go="Unlink"
      onClose={onClose}
      perform={() => unlinkIdentity({ userId: user.id, identityId: id })}
      note="Its tags here go with it; the provider is told nothing. It can be undone."
    >
      <OneIdentity user={user} chosen={id} onChoose={setId} />
    </ActDialog>
  );
}

export function MoveDialog({ user, onClose }: DialogProps) {
  const [id, setId] = useState(user.identities[0]?.id ?? 0);
  const [to, setTo] = useState<FoundUser | null>(null);
  return (
    <ActDialog
      title={`Move an id of ${titleOf(user)}`}
      go="Move id"
      onClose={onClose}
      perform={to === null ? null : () => moveIdentity({ identityId: id, toUserId: to.id })}
      note="Its tags and their history go with it; the provider is told nothing."
    >
      <OneIdentity user={user} chosen={id} onChoose={setId} />
      {to === null ? (
        <PickUser label="To user" except={user.id} onPick={setTo} />
      ) : (
        <p>
          To <Verbatim className="font-medium">{to.title}</Verbatim>{' '}
          <Button size="small" look="quiet" onClick={() => setTo(null)}>
            Change
          </Button>
        </p>
      )}
    </ActDialog>
  );
}

export function SplitDialog({ user, onClose }: DialogProps) {
  const router = useRouter();
  const [ids, setIds] = useState<readonly number[]>([]);
  return (
    <ActDialog
      title={`Split ${titleOf(user)}`}
      go="Split"
      onClose={onClose}
      perform={ids.length === 0 ? null : () => splitUser({ userId: user.id, identityIds: [...ids] })}
      onDone={({ userId }) => router.push(`/users/${userId}`)}
      note="The chosen ids become a user of their own; the providers are told nothing."
    >
      <fieldset className="flex flex-col">
        <legend className="mb-1 text-12 font-medium text-fg-2">Ids of the new user</legend>
        {user.identities.map((identity) => (
          <Checkbox
            key={identity.id}
            checked={ids.includes(identity.id)}
            onChange={({ currentTarget: { checked } }) =>
              setIds((chosen) =>
                checked ? [...chosen, identity.id] : chosen.filter((id) => id !== identity.id),
              )
            }
          >
            <IdentityName identity={identity} />
          </Checkbox>
        ))}
      </fieldset>
    </ActDialog>
  );
}

/** `perform` null: something is still to be chosen. */
function ActDialog({
  title,
  go,
  note,
  perform,
  onDone,
  onClose,
  children,
}: {
  title: string;
  go: string;
  note: string;
  perform: (() => Promise<Result<Acted>>) | null;
  onDone?: (acted: Acted) => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const act = useIdentityAct<Acted>();
  const send = async () => {
    if (!perform) return;
    const acted = await act.mutateAsync(perform).catch(() => null);
    if (!acted) return;
    onClose();
    onDone?.(acted);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button size="large" onClick={onClose}>
            Cancel
          </Button>
          <Button
            look="primary"
            size="large"
            busy={act.isPending}
            disabled={perform === null}
            onClick={() => void send()}
          >
            {go}
          </Button>
        </>
      }
    >
      {act.error && <Alert announce title={act.error.message} />}
      {children}
      <p className="text-12 text-fg-2">{note}</p>
    </Dialog>
  );
}

function OneIdentity({
  user,
  chosen,
  onChoose,
}: {
  user: ShownUser;
  chosen: number;
  onChoose: (identityId: number) => void;
}) {
  return (
    <fieldset className="flex flex-col">
      <legend className="mb-1 text-12 font-medium text-fg-2">Id</legend>
      {user.identities.map((identity) => (
        <label key={identity.id} className="flex min-h-7 items-center gap-2 phone:min-h-10">
          <input
            type="radio"
            name="identity"
            className="accent-accent-solid"
            checked={identity.id === chosen}
            onChange={() => onChoose(identity.id)}
          />
          <IdentityName identity={identity} />
        </label>
      ))}
    </fieldset>
  );
}

function IdentityName({ identity: { provider, externalId } }: { identity: ShownIdentity }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <ProviderMark provider={provider} />
      {capabilitiesOf(provider).label}
      <Verbatim className="wrap-anywhere text-fg-2 tabular-nums slashed-zero">{externalId}</Verbatim>
    </span>
  );
}
