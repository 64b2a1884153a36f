'use client';

import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { readJson } from '#components/read-json.ts';
import { afterPaint } from '#components/ui/after-paint.ts';
import { announce } from '#components/ui/live-region.tsx';
import { settleChange, undoChange } from '#lib/actions/changes.ts';
import { createCatalogueTag, editTags } from '#lib/actions/tags.ts';
import type { Operation, TagText } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { HistoryLine, HistoryPage, SettleChangeInput } from '#lib/shared/changes.ts';
import { can } from '#lib/shared/permissions.ts';
import { changesKeys, usersKeys } from '#lib/shared/query-keys.ts';
import type { ShownUser } from '#lib/shared/users.ts';
import { applyReport } from './apply-report.ts';
import { type EditCall, reportOf, type Sent } from './edit-calls.ts';
import { type EditsState, noEdits, reduceEdits } from './edits-state.ts';
import { useKeptNotices } from './kept-notices.ts';
import { isTraced } from './line-trace.ts';
import {
  type Asked,
  formatOperations,
  isCertain,
  type Notice,
  noticeOfFailure,
  noticeOfSilence,
} from './notice.ts';
import { takeBack } from './take-back.ts';
import { useConclusion } from './use-conclusion.ts';

export type UserEdits = {
  state: EditsState;
  notices: readonly Notice[];
  /** Paints, then sends with the page's note, which is used up once recorded. */
  edit: (provider: ProviderId, operations: readonly Operation[]) => void;
  createThenAdd: (notice: Notice, operation: Operation) => void;
  /** Sends a notice's offer with its note; looks first for what may have been recorded. */
  sendAgain: (notice: Notice, operations: readonly Operation[]) => Promise<void>;
  /** For forms that close on success. */
  send: (edit: EditCall) => Promise<Sent>;
  undo: (
    line: Pick<HistoryLine, 'id' | 'provider' | 'operations' | 'outcomes'> & {
      before: readonly TagText[] | null;
    },
  ) => void;
  undoLast: () => void;
  settle: (line: Pick<HistoryLine, 'id' | 'provider'>, verdict: SettleChangeInput['verdict']) => void;
  /** A waiting change has closed; `own`: this member's. */
  closed: (line: HistoryLine, own: boolean) => void;
  /** Whether the line answered an edit of this page. */
  isAnswered: (lineId: number) => boolean;
  /** A lost edit is in the history; or the history was read (ms) without it. */
  found: (noticeId: string) => void;
  notShown: (notice: Notice, readAt: number) => void;
  dismiss: (noticeId: string) => void;
  readAgain: () => void;
};

/** The note field: its text, and that an edit took it. */
export type NoteField = { now: () => string; taken: (note: string) => void };

let lastId = 0;

/**
 * Edits of one user's page: painted at once, whatever is on its way, then replaced by the answer. The note
 * stays until an edit with it is recorded.
 */
export function useUserEdits(userId: number, role: string, noteField: NoteField): UserEdits {
  const client = useQueryClient();
  const [state, dispatch] = useReducer(reduceEdits, noEdits);
  const { notices, sent, answered, add } = useKeptNotices(userId);
  const conclude = useConclusion(userId, can(role, 'catalogue:edit'), dispatch, add);
  const undoable = useRef(new Map<number, () => void>());

  const readAgain = useCallback(() => {
    void client.invalidateQueries({ queryKey: usersKeys.all });
    void client.invalidateQueries({ queryKey: changesKeys.all });
  }, [client]);

  const send = useCallback(
    async (edit: EditCall): Promise<Sent> => {
      lastId += 1;
      // Unique among earlier pages of this tab, too.
      const id = `sent-${Date.now().toString(36)}-${lastId}`;
      const { provider, painted, subject, tagKeys, note, trace, undoes, quiet = false } = edit;
      // Answered lines are known before the history is read again.
      const after = Math.max(
        newestLine(client.getQueryData(changesKeys.ofUser(userId))),
        ...undoable.current.keys(),
      );
      const asked: Asked = { id, provider, subject, tagKeys, note, trace, after };
      const before = tagsAt(client.getQueryData<ShownUser>(usersKeys.user(userId)), provider);
      dispatch({ type: 'sent', edit: { id, provider, operations: painted, at: new Date().toISOString() } });
      sent(asked);
      // Sending takes about as long as painting: paint first.
      await new Promise<void>((resolve) => afterPaint(resolve));
      const result = await edit.call().catch(() => null);
      if (!result?.ok) {
        const now = Date.now();
        answered(id, result ? noticeOfFailure(asked, result.error, now) : noticeOfSilence(asked, now));
        dispatch({ type: 'answered', id });
        readAgain();
        return result && isCertain(result.error) ? 'refused' : 'lost';
      }
      const report = result.value;
      noteField.taken(note);
      await client.cancelQueries({ queryKey: usersKeys.user(userId) });
      client.setQueryData<ShownUser>(
        usersKeys.user(userId),
        (user) => user && applyReport(user, report, new Date().toISOString()),
      );
      // The query cache notifies in the next task; unpainting earlier would show a gap.
      await new Promise((resolve) => setTimeout(resolve, 0));
      answered(id, null);
      dispatch({ type: 'answered', id });
      if (undoes !== undefined) dispatch({ type: 'taken-back', changeId: undoes });
      const { changeId, operations, outcomes } = report;
      const line = { id: changeId, provider, operations, before, outcomes };
      const undo = () => undoRef.current(line);
      undoable.current.set(report.changeId, undo);
      conclude(report, { undo, undone: undoes !== undefined, quiet, note });
      readAgain();
      return 'taken';
    },
    [client, userId, conclude, readAgain, sent, answered, noteField],
  );

  const undo = useCallback<UserEdits['undo']>(
    ({ id, provider, operations, before, outcomes }) => {
      const [first] = operations;
      const note = noteField.now();
      void send({
        provider,
        painted: takeBack(operations, before ?? [], outcomes ?? []),
        subject: first ? `undo of ${formatOperations(operations)}` : 'the undo',
        tagKeys: operations.map(({ key }) => key),
        note,
        undoes: id,
        trace: { by: 'undo', of: id },
        call: () => undoChange({ changeId: id, note }),
      });
    },
    [send, noteField],
  );
  // `send` offers an undo, which is a `send` again.
  const undoRef = useRef(undo);
  useEffect(() => {
    undoRef.current = undo;
  }, [undo]);

  const own = state.own;
  const isSending = state.sending.length > 0;
  const undoWanted = useRef(false);
  const undoLast = useCallback(() => {
    const last = own.at(-1);
    undoWanted.current = isSending;
    if (isSending) announce('Still being sent: the undo follows its answer');
    else if (last === undefined) announce('Nothing was changed here that could be undone');
    else undoable.current.get(last)?.();
  }, [own, isSending]);
  useEffect(() => {
    if (isSending || !undoWanted.current) return;
    undoLast();
  }, [isSending, undoLast]);

  return useMemo(() => {
    const editWith = (provider: ProviderId, operations: readonly Operation[], note: string) =>
      void send({
        ...aboutOperations(provider, operations, note),
        call: () => editTags({ userId, provider, operations, note }),
      });
    const closed: UserEdits['closed'] = (line, isOwn) => {
      const back = () => undo(line);
      if (isOwn) undoable.current.set(line.id, back);
      const { undoOf, note } = line;
      conclude(reportOf(line), { undo: isOwn ? back : null, undone: undoOf !== null, quiet: false, note });
    };
    const isAnswered = (lineId: number) => undoable.current.has(lineId);
    return {
      state,
      notices,
      send,
      undo,
      undoLast,
      readAgain,
      closed,
      isAnswered,
      edit: (provider, operations) => editWith(provider, operations, noteField.now()),
      createThenAdd: ({ provider, note }, operation) => {
        void send({
          ...aboutOperations(provider, [operation], note),
          call: async () => {
            const created = await createCatalogueTag({ provider, key: operation.key });
            return created.ok ? editTags({ userId, provider, operations: [operation], note }) : created;
          },
        });
      },
      sendAgain: async (notice, operations) => {
        if (notice.unknownSince !== null) {
          const line = await findLine(userId, (one) => !isAnswered(one.id) && isTraced(one, notice, true));
          if (line === 'unread') return announce('Tagdesk does not answer yet. Nothing was sent');
          if (line) {
            answered(notice.id, null);
            return closed(line, true);
          }
        }
        editWith(notice.provider, operations, notice.note);
      },
      settle: ({ id, provider }, verdict) => {
        void send({
          provider,
          painted: [],
          subject: 'your decision',
          tagKeys: [],
          note: '',
          quiet: verdict !== 'send-again',
          trace: { by: 'verdict', on: id },
          call: () => settleChange({ changeId: id, verdict }),
        }).then((became) => {
          if (became !== 'taken') return;
          if (verdict === 'applied') announce('Settled: the change took effect');
          if (verdict === 'not-applied') announce('Settled: the change did not take effect');
        });
      },
      found: (noticeId) => answered(noticeId, null),
      notShown: (notice, readAt) => {
        const { id, words, unknownSince } = notice;
        answered(id, { ...noticeOfSilence(notice, unknownSince ?? readAt, readAt), words });
      },
      dismiss: (noticeId) => answered(noticeId, null),
    };
  }, [state, notices, send, undo, undoLast, readAgain, conclude, noteField, userId, answered]);
}

function aboutOperations(provider: ProviderId, operations: readonly Operation[], note: string) {
  return {
    provider,
    painted: operations,
    subject: formatOperations(operations),
    tagKeys: operations.map(({ key }) => key),
    note,
    trace: { by: 'operations', operations } as const,
  };
}

/** null: there is none. */
async function findLine(
  userId: number,
  fits: (line: HistoryLine) => boolean,
): Promise<HistoryLine | null | 'unread'> {
  const page = await readJson<HistoryPage>(`/api/users/${userId}/history`).catch(() => null);
  return page ? (page.lines.find(fits) ?? null) : 'unread';
}

/** 0: none. */
function newestLine(history: InfiniteData<HistoryPage> | undefined): number {
  return history?.pages[0]?.lines[0]?.id ?? 0;
}

function tagsAt(user: ShownUser | undefined, provider: ProviderId): readonly TagText[] {
  return user?.identities.find((identity) => identity.provider === provider)?.tags ?? [];
}
