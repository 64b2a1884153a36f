'use client';

import { RotateCw } from 'lucide-react';
import { useId } from 'react';
import { initials } from '#components/shell/initials.ts';
import { Button } from '#components/ui/button.tsx';
import { isComposing } from '#components/ui/is-composing.ts';
import { notForSecrets } from '#components/ui/literal-text.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { can } from '#lib/shared/permissions.ts';
import { maxNoteLength } from '#lib/shared/text-limits.ts';
import { titleOf } from '#lib/shared/user-list.ts';
import { useEdits } from './edits-context.tsx';
import type { Note } from './use-note-field.ts';
import { useRefresh } from './use-refresh.ts';

export function UserHead({ note }: { note: Note }) {
  const { user, member } = useEdits();
  const { refresh, isRefreshing } = useRefresh();
  const noteId = useId();
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
          <>
            <label htmlFor={noteId} className="sr-only">
              Note for the next edit
            </label>
            <input
              {...note}
              id={noteId}
              maxLength={maxNoteLength}
              placeholder="Note: why the next edit"
              autoComplete="off"
              {...notForSecrets}
              onKeyDown={(event) => {
                if (event.key === 'Escape' && !isComposing(event)) event.currentTarget.blur();
              }}
              className="h-7 w-50 min-w-0 rounded-control border border-line-control bg-surface px-2 text-13 focus-visible:outline-2 focus-visible:-outline-offset-1 phone:h-10 phone:w-auto phone:flex-1 phone:text-16"
            />
          </>
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
      </div>
    </div>
  );
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
