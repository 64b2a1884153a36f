'use client';

import { RotateCw } from 'lucide-react';
import { UserMenu } from '#components/identities/user-menu.tsx';
import { initials } from '#components/shell/initials.ts';
import { Button } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { can } from '#lib/shared/permissions.ts';
import { titleOf } from '#lib/shared/user-list.ts';
import { useEdits } from './edits-context.tsx';
import { type Note, NoteInput } from './note-field.tsx';
import { useRefresh } from './use-refresh.ts';

export function UserHead({ note }: { note: Note }) {
  const { user, member } = useEdits();
  const { refresh, isRefreshing } = useRefresh();
  const title = titleOf(user);
  const tagCount = user.identities.reduce((sum, { tags }) => sum + tags.length, 0);
  const canRead = user.identities.some(
    ({ provider }) => user.providers[provider].connected && user.providers[provider].canRead,
  );
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3">
      <div
        aria-hidden
        className="grid size-10 shrink-0 place-content-center rounded-[10px] bg-active text-14 font-semibold text-fg-2"
      >
        {initials(title)}
      </div>
      <div className="min-w-0 flex-1">
        <h1
          className="truncate text-20/6 font-semibold tracking-lead"
          data-tip={title.length > 40 ? title : undefined}
        >
          <Verbatim>{title}</Verbatim>
        </h1>
        <p className="text-fg-2 phone:text-12">
          {user.email !== '' && title !== user.email && (
            <>
              <Verbatim className="wrap-anywhere">{user.email}</Verbatim> ·{' '}
            </>
          )}
          <span className="text-fg-3 tabular-nums">
            {count(user.identities.length, 'identity', 'identities')} · {count(tagCount, 'tag', 'tags')} ·{' '}
            <RelativeTime at={user.changedAt} prefix="changed" suffix="ago" />
          </span>
        </p>
      </div>
      <div className="flex items-center gap-2 phone:w-full">
        {can(member.role, 'tags:edit') && (
          <NoteInput note={note} className="w-50 phone:w-auto phone:flex-1" />
        )}
        {canRead && can(member.role, 'tags:refresh') && (
          <Button
            busy={isRefreshing(null)}
            onClick={() => refresh(null)}
            icon={<RotateCw aria-hidden strokeWidth={1.5} className="size-3.5" />}
          >
            Refresh all
          </Button>
        )}
        <UserMenu />
      </div>
    </div>
  );
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
