'use client';

import { useEdits } from '#components/tags/edits-context.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { undoUserAct } from '#lib/actions/identities.ts';
import { can } from '#lib/shared/permissions.ts';
import { DoneBar } from './act-status.tsx';
import { actWords, isRecent } from './act-words.ts';
import { useIdentityAct } from './use-cases.ts';

/** The last merge, move, split or unlink of a user, for a day, with its undo. */
export function LastAct({ openedAt }: { openedAt: number }) {
  const { user, member } = useEdits();
  const act = useIdentityAct<unknown>();
  const { lastAct } = user;
  if (lastAct === null || !isRecent(lastAct, openedAt)) return null;
  const words = actWords(lastAct);
  const isMerge = lastAct.kind === 'merge' || lastAct.kind === 'split';
  const mayUndo = can(member.role, isMerge ? 'users:merge' : 'users:edit');
  return (
    <>
      <DoneBar
        keys={null}
        done={{
          words: `${words.charAt(0).toUpperCase()}${words.slice(1)}, by ${lastAct.actor}.`,
          undo: mayUndo ? () => undoUserAct({ actId: lastAct.id }) : null,
        }}
        busy={act.isPending}
        onUndo={(undo) => act.mutate(undo)}
      />
      {act.error && (
        <div className="border-b border-line p-3">
          <Alert announce title={act.error.message} />
        </div>
      )}
    </>
  );
}
