'use client';

import {
  EllipsisVertical,
  Eraser,
  Merge,
  MoveRight,
  Pencil,
  Split,
  Undo2,
  Unlink,
  UserPlus,
} from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useEdits } from '#components/tags/edits-context.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import { undoUserAct } from '#lib/actions/identities.ts';
import { createThere } from '#lib/actions/users.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { can } from '#lib/shared/permissions.ts';
import { actWords } from './act-words.ts';
import { tellCreation } from './creation.tsx';
import { useIdentityAct } from './use-cases.ts';

const EditUserDialog = dynamic(
  () => import('./edit-user-dialog.tsx').then((module) => module.EditUserDialog),
  { ssr: false },
);
const identityDialogs = () => import('./identity-dialogs.tsx');
const MoveDialog = dynamic(() => identityDialogs().then((module) => module.MoveDialog), { ssr: false });
const SplitDialog = dynamic(() => identityDialogs().then((module) => module.SplitDialog), { ssr: false });
const UnlinkDialog = dynamic(() => identityDialogs().then((module) => module.UnlinkDialog), { ssr: false });
const EraseDialog = dynamic(() => import('./erase-dialog.tsx').then((module) => module.EraseDialog), {
  ssr: false,
});
const MergeDialog = dynamic(() => import('./merge-dialog.tsx').then((module) => module.MergeDialog), {
  ssr: false,
});

type Open = 'edit' | 'unlink' | 'move' | 'merge' | 'split' | 'erase' | null;

/** What can be done about who a user is. */
export function UserMenu() {
  const { user, member, edits } = useEdits();
  const [open, setOpen] = useState<Open>(null);
  const act = useIdentityAct<unknown>();
  const close = () => setOpen(null);
  const [mayEdit, mayMerge] = [can(member.role, 'users:edit'), can(member.role, 'users:merge')];
  if (!mayEdit) return null;
  const noId = user.identities.length === 0;
  const { lastAct } = user;
  const mayUndo = lastAct !== null && (mayMerge || lastAct.kind === 'move' || lastAct.kind === 'unlink');
  const undo = async (actId: number) => {
    const words = await act
      .mutateAsync(() => undoUserAct({ actId }))
      .then(
        () => 'Undone: everything is as it was.',
        (error: Error) => error.message,
      );
    showToast({ text: words, tone: words.startsWith('Undone') ? 'ok' : 'danger' });
  };
  // Whoever was read is there.
  const unseen = user.identities.filter(
    ({ provider, readAt, sameAs }) =>
      capabilitiesOf(provider).canCreate && user.providers[provider].connected && readAt === null && !sameAs,
  );
  const create = async (provider: ProviderId) => {
    const result = await createThere({ userId: user.id, provider }).catch(() => null);
    if (result?.ok) tellCreation(result.value);
    else
      showToast({
        text: result?.error.message ?? 'Tagdesk did not answer: the history shows it.',
        tone: 'danger',
      });
    edits.readAgain();
  };
  return (
    <>
      <Menu
        label="User menu"
        trigger={(props) => (
          <IconButton
            {...props}
            look="default"
            label="User menu"
            icon={<EllipsisVertical aria-hidden strokeWidth={1.5} className="size-4" />}
          />
        )}
      >
        <MenuItem icon={<Pencil aria-hidden strokeWidth={1.5} />} onSelect={() => setOpen('edit')}>
          Edit
        </MenuItem>
        <MenuItem
          icon={<Unlink aria-hidden strokeWidth={1.5} />}
          disabled={noId}
          note={noId ? 'no id' : undefined}
          onSelect={() => setOpen('unlink')}
        >
          Unlink …
        </MenuItem>
        <MenuItem
          icon={<MoveRight aria-hidden strokeWidth={1.5} />}
          disabled={noId}
          note={noId ? 'no id' : undefined}
          onSelect={() => setOpen('move')}
        >
          Move id …
        </MenuItem>
        {unseen.map(({ provider }) => (
          <MenuItem
            key={provider}
            icon={<UserPlus aria-hidden strokeWidth={1.5} />}
            onSelect={() => void create(provider)}
          >
            Create at {capabilitiesOf(provider).label}
          </MenuItem>
        ))}
        {mayMerge && (
          <>
            <MenuItem icon={<Merge aria-hidden strokeWidth={1.5} />} onSelect={() => setOpen('merge')}>
              Merge with …
            </MenuItem>
            <MenuItem
              icon={<Split aria-hidden strokeWidth={1.5} />}
              disabled={noId}
              note={noId ? 'no id' : undefined}
              onSelect={() => setOpen('split')}
            >
              Split …
            </MenuItem>
          </>
        )}
        {mayUndo && (
          <>
            <MenuSeparator />
            <MenuItem icon={<Undo2 aria-hidden strokeWidth={1.5} />} onSelect={() => void undo(lastAct.id)}>
              Undo: {actWords(lastAct)}
            </MenuItem>
          </>
        )}
        {can(member.role, 'users:erase') && (
          <>
            <MenuSeparator />
            <MenuItem
              icon={<Eraser aria-hidden strokeWidth={1.5} />}
              tone="danger"
              onSelect={() => setOpen('erase')}
            >
              Erase …
            </MenuItem>
          </>
        )}
      </Menu>
      {open === 'edit' && <EditUserDialog user={user} onClose={close} />}
      {open === 'unlink' && <UnlinkDialog user={user} onClose={close} />}
      {open === 'move' && <MoveDialog user={user} onClose={close} />}
      {open === 'merge' && <MergeDialog user={user} onClose={close} />}
      {open === 'erase' && <EraseDialog user={user} onClose={close} />}
      {open === 'split' && <SplitDialog user={user} onClose={close} />}
    </>
  );
}
