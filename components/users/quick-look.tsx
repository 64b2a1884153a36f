'use client';

import { ExternalLink } from 'lucide-react';
import Link from 'next/link';
import { useDeferredValue, useEffect, useMemo } from 'react';
import { useHistory } from '#components/history/use-history.ts';
import { releaseKeys } from '#components/shell/held-keys.ts';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import { EditsProvider, type PageMember } from '#components/tags/edits-context.tsx';
import { focusEditor } from '#components/tags/focus-editor.ts';
import { type Note, NoteInput, useNoteField } from '#components/tags/note-field.tsx';
import { ProviderRegion } from '#components/tags/provider-region.tsx';
import { useLostEdits } from '#components/tags/use-lost-edits.ts';
import { isUnsettled, useUser } from '#components/tags/use-user.ts';
import { useUserEdits } from '#components/tags/use-user-edits.ts';
import { useWatchedChanges } from '#components/tags/use-watched-changes.ts';
import { buttonClass, CloseButton } from '#components/ui/button.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { providerIds } from '#lib/providers/ids.ts';
import { can } from '#lib/shared/permissions.ts';
import { titleOf } from '#lib/shared/user-list.ts';
import type { ShownUser } from '#lib/shared/users.ts';
import type { Typing } from './use-quick-look.ts';

interface QuickLookProps {
  userId: number;
  member: PageMember;
  typing: Typing;
  onClose: () => void;
}

/** Beside the list, with the editors of the user's page. */
export function QuickLook({ userId, member, typing, onClose }: QuickLookProps) {
  const { data: user, error, refetch, isFetching } = useUser(userId);
  // Editors are slow to draw: another user's are deferred. Changes of the same user show at once.
  const drawn = useDeferredValue(user?.id ?? null);
  useHotkeys([{ keys: 'Escape', label: 'Close the quick look', group: 'List', run: onClose }]);

  return (
    <section
      aria-label="Quick look"
      className="flex w-75 shrink-0 flex-col overflow-hidden border-s border-line bg-surface"
    >
      <Head user={user} userId={userId} onClose={onClose} />
      {user && user.id === drawn ? (
        <Edits key={user.id} user={user} member={member} typing={typing} />
      ) : error && !user ? (
        <ErrorState title="This user could not be read" retrying={isFetching} onRetry={() => void refetch()}>
          {error.message}
        </ErrorState>
      ) : (
        <div className="flex flex-col gap-3 p-4">
          {providerIds.map((id) => (
            <Skeleton key={id} height="72px" />
          ))}
        </div>
      )}
    </section>
  );
}

function Head({
  user,
  userId,
  onClose,
}: {
  user: ShownUser | undefined;
  userId: number;
  onClose: () => void;
}) {
  return (
    <div className="flex items-start gap-1 border-b border-line py-2 ps-4 pe-2">
      <div className="min-w-0 flex-1">
        <h2 className="truncate text-14 font-semibold">
          {user ? <Verbatim>{titleOf(user)}</Verbatim> : <Skeleton width="60%" height="14px" />}
        </h2>
        <p className="truncate text-12 text-fg-2">{user?.email || '\u00A0'}</p>
      </div>
      <Link
        href={`/users/${userId}`}
        prefetch={false}
        aria-label="Open the page"
        data-tip="Open the page"
        className={buttonClass({ look: 'quiet', iconOnly: true })}
      >
        <ExternalLink aria-hidden strokeWidth={1.5} className="size-4" />
      </Link>
      <CloseButton onClick={onClose} />
    </div>
  );
}

/** Per user: edits end with the panel. */
function Edits({ user, member, typing }: { user: ShownUser; member: PageMember; typing: Typing }) {
  const [note, noteField] = useNoteField(user.id);
  const edits = useUserEdits(user.id, member.role, noteField);
  const value = useMemo(() => ({ user, edits, member }), [user, edits, member]);
  // The last edit is this user's, or one of a selection.
  useHotkeys(
    can(member.role, 'changes:undo-own')
      ? [{ keys: 'u', label: 'Undo last edit', group: 'List', run: edits.undoLast }]
      : [],
    edits.state.own.length,
  );
  return (
    <EditsProvider value={value}>
      {can(member.role, 'tags:edit') && (
        <div className="flex border-b border-line px-3 py-2">
          <NoteInput note={note} className="flex-1" />
        </div>
      )}
      <Regions user={user} isSending={edits.state.sending.length > 0} typing={typing} note={note} />
    </EditsProvider>
  );
}

interface RegionsProps {
  user: ShownUser;
  isSending: boolean;
  typing: Typing;
  note: Note;
}

/** Providers with an identity first. */
function Regions({ user, isSending, typing, note }: RegionsProps) {
  const history = useHistory(user.id, isUnsettled(user) && !isSending);
  const pages = history.data?.pages;
  const lines = useMemo(() => pages?.flatMap((page) => page.lines) ?? [], [pages]);
  useWatchedChanges(user, lines);
  useLostEdits(lines, history.dataUpdatedAt);
  useEffect(() => {
    if (typing === null) return;
    if (typing.into === 'note') note.ref.current?.focus();
    else focusEditor();
    releaseKeys();
  }, [typing, note]);

  const held = new Set(user.identities.map(({ provider }) => provider));
  const order = [...providerIds.filter((id) => held.has(id)), ...providerIds.filter((id) => !held.has(id))];
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-auto bg-sunken p-3">
      {order.map((provider) => (
        <ProviderRegion
          key={provider}
          provider={provider}
          doubts={lines.filter((line) => line.settle && line.provider === provider)}
        />
      ))}
    </div>
  );
}
