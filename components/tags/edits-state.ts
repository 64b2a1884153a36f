/** One page's edits that are on their way. Pure. */

import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

/** `at`: ISO 8601. */
export type SendingEdit = { id: string; provider: ProviderId; operations: readonly Operation[]; at: string };

/** `own`: changes that `u` undoes, latest last. `doubted`: came back as unknown. */
export type EditsState = {
  sending: readonly SendingEdit[];
  own: readonly number[];
  doubted: readonly number[];
};

export const noEdits: EditsState = { sending: [], own: [], doubted: [] };

export type EditsEvent =
  | { type: 'sent'; edit: SendingEdit }
  | { type: 'answered'; id: string }
  | { type: 'made'; changeId: number }
  | { type: 'taken-back'; changeId: number }
  | { type: 'doubted'; changeId: number };

export function reduceEdits(state: EditsState, event: EditsEvent): EditsState {
  switch (event.type) {
    case 'sent':
      return { ...state, sending: [...state.sending, event.edit] };
    case 'answered':
      return { ...state, sending: state.sending.filter(({ id }) => id !== event.id) };
    case 'made':
      return { ...state, own: [...state.own, event.changeId] };
    case 'taken-back':
      return { ...state, own: state.own.filter((id) => id !== event.changeId) };
    case 'doubted':
      return { ...state, doubted: [...state.doubted, event.changeId] };
  }
}
