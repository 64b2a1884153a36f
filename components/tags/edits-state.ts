/** What one user's page keeps of its own edits while they are on their way, and what it has to say about them. Pure. */

import type { HistoryLine } from '#lib/changes/schemas.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { type Asked, type Notice, noticeOfSilence } from './notice.ts';

/** An edit without an answer yet. `at`: ISO 8601. */
export type SendingEdit = { id: number; provider: ProviderId; operations: readonly Operation[]; at: string };

/** An edit whose answer never came, given up at `at` (ms). `isLine`: whether a line of the history is the one that it wrote. */
export type LostEdit = { asked: Asked; at: number; isLine: (line: HistoryLine, isOwn: boolean) => boolean };

/** `own`: changes made here that `u` takes back, latest last. `doubted`: their outcome came as unknown while here. */
export type EditsState = {
  sending: readonly SendingEdit[];
  notices: readonly Notice[];
  own: readonly number[];
  doubted: readonly number[];
  lost: readonly LostEdit[];
};

export const noEdits: EditsState = { sending: [], notices: [], own: [], doubted: [], lost: [] };

export type EditsEvent =
  | { type: 'sent'; edit: SendingEdit }
  | { type: 'answered'; id: number; notices: readonly Notice[] }
  | { type: 'noticed'; notices: readonly Notice[] }
  | { type: 'dismissed'; noticeId: string }
  | { type: 'made'; changeId: number }
  | { type: 'taken-back'; changeId: number }
  | { type: 'doubted'; changeId: number }
  | { type: 'lost'; edit: LostEdit }
  | { type: 'found'; noticeId: string }
  | { type: 'not-shown'; noticeId: string; readAt: string };

export function reduceEdits(state: EditsState, event: EditsEvent): EditsState {
  switch (event.type) {
    case 'sent': {
      // A new try at the same tag takes away what was said about the last one.
      const notices = state.notices.filter((notice) => !concerns(notice, event.edit));
      const lost = state.lost.filter(({ asked }) => notices.some(({ id }) => id === asked.id));
      return { ...state, sending: [...state.sending, event.edit], notices, lost };
    }
    case 'answered':
      return {
        ...state,
        sending: state.sending.filter(({ id }) => id !== event.id),
        notices: withNew(state.notices, event.notices),
      };
    case 'noticed':
      return { ...state, notices: withNew(state.notices, event.notices) };
    case 'dismissed':
    case 'found':
      return {
        ...state,
        notices: state.notices.filter(({ id }) => id !== event.noticeId),
        lost: state.lost.filter(({ asked }) => asked.id !== event.noticeId),
      };
    case 'lost':
      return { ...state, lost: [...state.lost, event.edit] };
    case 'not-shown':
      return { ...state, notices: state.notices.map((notice) => withoutTrace(notice, state.lost, event)) };
    case 'made':
      return { ...state, own: [...state.own, event.changeId] };
    case 'taken-back':
      return { ...state, own: state.own.filter((id) => id !== event.changeId) };
    case 'doubted':
      return { ...state, doubted: [...state.doubted, event.changeId] };
  }
}

/** What was lost and is not in the history either says so. */
function withoutTrace(
  notice: Notice,
  lost: readonly LostEdit[],
  { noticeId, readAt }: { noticeId: string; readAt: string },
): Notice {
  const edit = lost.find(({ asked }) => asked.id === noticeId);
  if (!edit || notice.id !== noticeId) return notice;
  const { words } = notice;
  return { ...noticeOfSilence(edit.asked, readAt), words };
}

/** An outcome can arrive twice, as an answer and by re-reading; it is told once. */
function withNew(told: readonly Notice[], fresh: readonly Notice[]): Notice[] {
  return [...told, ...fresh.filter(({ id }) => !told.some((notice) => notice.id === id))];
}

function concerns(notice: Notice, edit: SendingEdit): boolean {
  if (notice.provider !== edit.provider) return false;
  return edit.operations.length === 0
    ? notice.tagKey === null
    : edit.operations.some(({ key }) => key === notice.tagKey);
}
