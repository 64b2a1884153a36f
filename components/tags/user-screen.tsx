'use client';

import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { HistoryList } from '#components/history/history-list.tsx';
import { TagsAtButton } from '#components/history/tags-at-button.tsx';
import { useHistory } from '#components/history/use-history.ts';
import { LastAct } from '#components/identities/last-act.tsx';
import { releaseKeys } from '#components/shell/held-keys.ts';
import { openKeyboardHelp } from '#components/shell/overlays.ts';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { DisabledUntilHydrated } from '#components/ui/disabled-until-hydrated.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { hasLabels } from '#lib/shared/filter/fields.ts';
import { can, type Permission } from '#lib/shared/permissions.ts';
import { titleOf } from '#lib/shared/user-list.ts';
import type { ShownUser } from '#lib/shared/users.ts';
import { EditsProvider, type PageMember, useEdits } from './edits-context.tsx';
import { focusEditor } from './focus-editor.ts';
import { type Note, useNoteField } from './note-field.tsx';
import { ProofMark, type ProofMarkKind } from './proof-mark.tsx';
import { ProviderJump } from './provider-jump.tsx';
import { ProviderRegion } from './provider-region.tsx';
import { manyTags } from './shown-tags.ts';
import { useLostEdits } from './use-lost-edits.ts';

import { useRefresh } from './use-refresh.ts';
import { isUnsettled, useUser } from './use-user.ts';
import { useUserEdits } from './use-user-edits.ts';
import { useWatchedChanges } from './use-watched-changes.ts';
import { UserHead } from './user-head.tsx';
import { WalkUsers } from './walk-users.tsx';

const group = 'User';

export function UserScreen({ userId, member }: { userId: number; member: PageMember }) {
  const { data: user, error, refetch, isFetching } = useUser(userId);
  const [note, noteField] = useNoteField(userId);
  const edits = useUserEdits(userId, member.role, noteField);
  const value = useMemo(() => (user ? { user, edits, member } : null), [user, edits, member]);
  const router = useRouter();
  const now = user?.id ?? userId;
  useEffect(() => {
    if (now !== userId) router.replace(`/users/${now}`);
  }, [now, userId, router]);

  if (!value) {
    return (
      <ErrorState title="This user could not be read" retrying={isFetching} onRetry={() => void refetch()}>
        {error?.message}
      </ErrorState>
    );
  }
  return (
    <EditsProvider value={value}>
      <Screen
        user={value.user}
        note={note}
        undoLast={edits.undoLast}
        isSending={edits.state.sending.length > 0}
      />
    </EditsProvider>
  );
}

function Screen({
  user,
  note,
  undoLast,
  isSending,
}: {
  user: ShownUser;
  note: Note;
  undoLast: () => void;
  isSending: boolean;
}) {
  const { member } = useEdits();
  const backToList = useBackToList();
  const { refresh } = useRefresh();
  const history = useHistory(user.id, isUnsettled(user) && !isSending);
  const pages = history.data?.pages;
  const lines = useMemo(() => pages?.flatMap((page) => page.lines) ?? [], [pages]);
  useWatchedChanges(user, lines);
  useLostEdits(lines, history.dataUpdatedAt);

  // As first seen: nothing moves while somebody adds.
  const [groups] = useState(() => groupProviders(user));
  const [openedAt] = useState(() => Date.now());

  const may = (permission: Permission) => can(member.role, permission);
  const [mayEdit, mayUndo] = [may('tags:edit'), may('changes:undo-own')];
  useHotkeys([
    ...(mayEdit
      ? [
          { keys: 't', label: 'Add tag', group, run: () => void focusEditor() },
          { keys: 'n', label: 'Write a note', group, run: () => note.ref.current?.focus() },
        ]
      : []),
    ...(mayUndo ? [{ keys: 'u', label: 'Undo last edit', group, run: undoLast }] : []),
    ...(may('tags:refresh')
      ? [{ keys: 'r', label: 'Refresh from providers', group, run: () => refresh(null) }]
      : []),
    { keys: 'Escape', label: 'Back to the list', group, run: backToList },
  ]);
  useEffect(releaseKeys, []);

  return (
    <DisabledUntilHydrated>
      <div className="flex min-h-10 shrink-0 items-center gap-2 border-b border-line px-4 phone:sticky phone:top-0 phone:z-10 phone:min-h-12 phone:bg-surface low:phone:static low:phone:min-h-10 low:phone:ps-[calc(16px+var(--banner-room,0px))]">
        <Link
          href="/users"
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            backToList();
          }}
          className="-ms-1 inline-flex min-h-6 items-center gap-1 rounded-mark pe-1 text-[12.5px] font-medium text-fg-2 hover:text-fg"
        >
          <ChevronLeft aria-hidden strokeWidth={1.5} className="size-4" />
          Users
        </Link>
        <WalkUsers userId={user.id} />
        <span className="ms-auto flex items-center phone:hidden">
          {mayUndo && (
            <Hint keys="U" onPress={undoLast}>
              Undo<span className="sr-only"> last edit</span>
            </Hint>
          )}
          {mayEdit && (
            <Hint keys="T" onPress={focusEditor}>
              Add tag
            </Hint>
          )}
          <Hint keys="?" onPress={openKeyboardHelp}>
            Keyboard shortcuts
          </Hint>
        </span>
      </div>
      <UserHead note={note} />
      <LastAct openedAt={openedAt} />
      <ProviderJump />
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_316px] phone:block">
        <div className="grid min-h-0 grid-cols-2 content-start gap-3 overflow-auto bg-sunken p-3 max-[1120px]:grid-cols-1 phone:block phone:overflow-visible">
          {groups.map(({ providers, isWide }) => (
            <div
              key={providers[0]}
              className={classNames('flex min-w-0 flex-col gap-3 phone:mb-3', isWide && 'col-span-full')}
            >
              {providers.map((provider) => (
                <ProviderRegion
                  key={provider}
                  provider={provider}
                  doubts={lines.filter((line) => line.settle && line.provider === provider)}
                />
              ))}
            </div>
          ))}
          <ProofLegend />
        </div>
        <aside
          id="history"
          aria-label={`History of ${titleOf(user)}`}
          className="flex min-h-0 scroll-mt-24 flex-col border-s border-line phone:border-s-0 phone:border-t"
        >
          <div className="flex h-11 shrink-0 items-center justify-between border-b border-line px-3.5">
            <h2 className="text-13 font-semibold">History</h2>
            <TagsAtButton userId={user.id} />
          </div>
          <div className="min-h-0 flex-1 overflow-auto phone:overflow-visible">
            <HistoryList history={history} />
          </div>
        </aside>
      </div>
    </DisabledUntilHydrated>
  );
}

/** A key and what it does: pressed, it does that. */
function Hint({ keys, onPress, children }: { keys: string; onPress: () => void; children: ReactNode }) {
  return (
    <Button look="quiet" size="small" onClick={() => onPress()} className="text-fg-3 hover:text-fg">
      {children}
      <span aria-hidden>
        <Kbd keys={[keys]} />
      </span>
    </Button>
  );
}

/** The providers' order, read downwards in two columns; before them those with many labels, over both. */
function groupProviders({ identities }: ShownUser): { providers: ProviderId[]; isWide: boolean }[] {
  const wide = identities
    .filter(({ provider, tags }) => hasLabels(provider) && tags.length > manyTags)
    .map(({ provider }) => provider);
  const columns = [providerIds.slice(0, 2), providerIds.slice(2)];
  return [
    ...wide.map((provider) => ({ providers: [provider], isWide: true })),
    ...columns.map((column) => ({ providers: column.filter((id) => !wide.includes(id)), isWide: false })),
  ].filter(({ providers }) => providers.length > 0);
}

const meanings: [ProofMarkKind, string][] = [
  ['confirmed', 'the provider showed it'],
  ['accepted', 'sent, Vero cannot confirm'],
  ['imported', 'from a file'],
  ['unknown', 'no definite answer'],
];

function ProofLegend() {
  return (
    <p className="col-span-full flex flex-wrap gap-x-3.5 gap-y-0.5 px-1 py-0.5 text-12 text-fg-3">
      {meanings.map(([kind, meaning]) => (
        <span key={kind} className="inline-flex items-center gap-1 whitespace-nowrap">
          <ProofMark kind={kind} />
          {kind}: {meaning}
        </span>
      ))}
    </p>
  );
}

/** Back to the list with its filter and place. Without the Navigation API: the whole list. */
function useBackToList(): () => void {
  const router = useRouter();
  return useCallback(() => {
    if (cameFromList()) router.back();
    else router.push('/users');
  }, [router]);
}

function cameFromList(): boolean {
  if (!('navigation' in window)) return false;
  const { currentEntry } = window.navigation;
  const before = window.navigation.entries()[(currentEntry?.index ?? 0) - 1];
  return before?.url ? new URL(before.url).pathname === '/users' : false;
}
