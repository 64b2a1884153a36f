/** What one user's page keeps of its own edits while they are on their way, and what it has to say about them. Pure. */
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Notice } from './notice.ts';

/** An edit without an answer yet. `at`: ISO 8601. */
export type SendingEdit = { id: number; provider: ProviderId; operations: readonly Operation[]; at: string };

/** `own`: changes made here that `u` takes back, latest last. `doubted`: their outcome came as unknown while here. */
export type EditsState = {
  sending: readonly SendingEdit[];
  notices: readonly Notice[];
  own: readonly number[];
  doubted: readonly number[];
};

export const noEdits: EditsState = { sending: [], notices: [], own: [], doubted: [] };

export type EditsEvent =
  | { type: 'sent'; edit: SendingEdit }
  | { type: 'answered'; id: number; notices: readonly Notice[] }
  | { type: 'noticed'; notices: readonly Notice[] }
  | { type: 'dismissed'; noticeId: string }
  | { type: 'made'; changeId: number }
  | { type: 'taken-back'; changeId: number }
  | { type: 'doubted'; changeId: number };

export function reduceEdits(state: EditsState, event: EditsEvent): EditsState {
  switch (event.type) {
    case 'sent':
      // A new try at the same tag takes away what was said about the last one.
      return {
        ...state,
        sending: [...state.sending, event.edit],
        notices: state.notices.filter((notice) => !concerns(notice, event.edit)),
      };
    case 'answered':
      return {
        ...state,
        sending: state.sending.filter(({ id }) => id !== event.id),
        notices: withNew(state.notices, event.notices),
      };
    case 'noticed':
      return { ...state, notices: withNew(state.notices, event.notices) };
    case 'dismissed':
      return { ...state, notices: state.notices.filter(({ id }) => id !== event.noticeId) };
    case 'made':
      return { ...state, own: [...state.own, event.changeId] };
    case 'taken-back':
      return { ...state, own: state.own.filter((id) => id !== event.changeId) };
    case 'doubted':
      return { ...state, doubted: [...state.doubted, event.changeId] };
  }
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
