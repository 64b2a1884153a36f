'use client';

import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { afterPaint } from '#components/ui/after-paint.ts';
import { announce } from '#components/ui/live-region.tsx';
import { settleChange, undoChange } from '#lib/actions/changes.ts';
import { createCatalogueTag, editTags } from '#lib/actions/tags.ts';
import { can } from '#lib/auth/permissions.ts';
import { changesKeys } from '#lib/changes/keys.ts';
import type { HistoryLine, HistoryPage, SettleChangeInput } from '#lib/changes/schemas.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { usersKeys } from '#lib/users/keys.ts';
import type { ShownUser } from '#lib/users/schemas.ts';
import { applyReport } from './apply-report.ts';
import { type EditCall, reportOf, type Sent } from './edit-calls.ts';
import { type EditsState, noEdits, reduceEdits } from './edits-state.ts';
import { isCertain, noticeOfFailure, noticeOfSilence, sayOperation } from './notice.ts';
import { takeBack } from './take-back.ts';
import { useConclusion } from './use-conclusion.ts';

export type UserEdits = {
  state: EditsState;
  /** Paints, then sends one operation; the note is taken along and used up. */
  edit: (provider: ProviderId, operation: Operation) => void;
  createThenAdd: (provider: ProviderId, operation: Operation) => void;
  /** Gives what came of the call; used by forms that close on success. */
  send: (edit: EditCall) => Promise<Sent>;
  undo: (line: Pick<HistoryLine, 'id' | 'provider' | 'operations' | 'before' | 'outcomes'>) => void;
  undoLast: () => void;
  settle: (line: Pick<HistoryLine, 'id' | 'provider'>, verdict: SettleChangeInput['verdict']) => void;
  /** A change that was waiting has closed by itself; `own`: it was made by this member. */
  closed: (line: HistoryLine, own: boolean) => void;
  /** The history shows an edit whose answer was lost; or it was read, at that time of the day, and does not. */
  found: (noticeId: string) => void;
  notShown: (noticeId: string, readAt: string) => void;
  dismiss: (noticeId: string) => void;
  readAgain: () => void;
};

let lastId = 0;

/**
 * The edits of one user's page. Each is painted in the tick in which it is made, whatever is still on its way;
 * the answer then replaces the paint. `takeNote` gives the note for the next edit and empties its field.
 */
export function useUserEdits(userId: number, role: string, takeNote: () => string): UserEdits {
  const client = useQueryClient();
  const [state, dispatch] = useReducer(reduceEdits, noEdits);
  const conclude = useConclusion(userId, can(role, 'catalogue:edit'), dispatch);
  const undoable = useRef(new Map<number, () => void>());

  const readAgain = useCallback(() => {
    void client.invalidateQueries({ queryKey: usersKeys.all });
    void client.invalidateQueries({ queryKey: changesKeys.all });
  }, [client]);

  const send = useCallback(
    async (edit: EditCall): Promise<Sent> => {
      lastId += 1;
      const id = lastId;
      const { provider, painted, subject, tagKey, undoes, quiet = false } = edit;
      const asked = { id: `sent-${id}`, provider, subject, tagKey };
      const newest = newestLine(client.getQueryData(changesKeys.ofUser(userId)));
      const before = tagsAt(client.getQueryData<ShownUser>(usersKeys.user(userId)), provider);
      dispatch({ type: 'sent', edit: { id, provider, operations: painted, at: new Date().toISOString() } });
      // Sending costs the browser about as long as painting: the paint comes first.
      await new Promise<void>((resolve) => afterPaint(resolve));
      const result = await edit.call().catch(() => null);
      if (!result?.ok) {
        const notice = result ? noticeOfFailure(asked, result.error) : noticeOfSilence(asked);
        dispatch({ type: 'answered', id, notices: [notice] });
        const isLost = !result || !isCertain(result.error);
        // Lines that were answered are known, though the history was not read again since.
        const isLine = (line: HistoryLine, isOwn: boolean) =>
          edit.isLine(line, isOwn && line.id > newest && !undoable.current.has(line.id));
        if (isLost) dispatch({ type: 'lost', edit: { asked, at: Date.now(), isLine } });
        readAgain();
        return isLost ? 'lost' : 'refused';
      }
      const report = result.value;
      await client.cancelQueries({ queryKey: usersKeys.user(userId) });
      client.setQueryData<ShownUser>(
        usersKeys.user(userId),
        (user) => user && applyReport(user, report, new Date().toISOString()),
      );
      // The cache tells its readers in the next task; taking the paint away before that would show a gap.
      await new Promise((resolve) => setTimeout(resolve, 0));
      dispatch({ type: 'answered', id, notices: [] });
      if (undoes !== undefined) dispatch({ type: 'taken-back', changeId: undoes });
      const { changeId, operations, outcomes } = report;
      const line = { id: changeId, provider, operations, before, outcomes };
      const undo = () => undoRef.current(line);
      undoable.current.set(report.changeId, undo);
      conclude(report, { undo, undone: undoes !== undefined, quiet });
      readAgain();
      return 'taken';
    },
    [client, userId, conclude, readAgain],
  );

  const undo = useCallback<UserEdits['undo']>(
    ({ id, provider, operations, before, outcomes }) => {
      const [first] = operations;
      void send({
        provider,
        painted: takeBack(operations, before ?? [], outcomes ?? []),
        subject: first ? `undo of ${sayOperation(first)}` : 'the undo',
        tagKey: first?.key ?? null,
        undoes: id,
        isLine: (line, isNew) => isNew && line.undoOf === id,
        call: () => undoChange({ changeId: id, note: takeNote() }),
      });
    },
    [send, takeNote],
  );
  // `send` offers an undo of itself, which is again a `send`.
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

  useLeaveGuard(isSending);

  return useMemo(
    () => ({
      state,
      send,
      undo,
      undoLast,
      readAgain,
      edit: (provider, operation) => {
        const note = takeNote();
        void send({
          ...aboutOperation(provider, operation),
          call: () => editTags({ userId, provider, operations: [operation], note }),
        });
      },
      createThenAdd: (provider, operation) => {
        const note = takeNote();
        void send({
          ...aboutOperation(provider, operation),
          call: async () => {
            const created = await createCatalogueTag({ provider, key: operation.key });
            return created.ok ? editTags({ userId, provider, operations: [operation], note }) : created;
          },
        });
      },
      settle: ({ id, provider }, verdict) => {
        void send({
          provider,
          painted: [],
          subject: 'the verdict',
          tagKey: null,
          quiet: verdict !== 'send-again',
          isLine: (line) => line.id === id && line.outcome !== 'unknown',
          call: () => settleChange({ changeId: id, verdict }),
        }).then((sent) => {
          if (sent !== 'taken') return;
          if (verdict === 'applied') announce('Settled: it was applied');
          if (verdict === 'not-applied') announce('Settled: it was not applied');
        });
      },
      closed: (line, isOwn) => {
        const back = () => undo(line);
        if (isOwn) undoable.current.set(line.id, back);
        conclude(reportOf(line), { undo: isOwn ? back : null, undone: line.undoOf !== null, quiet: false });
      },
      found: (noticeId) => dispatch({ type: 'found', noticeId }),
      notShown: (noticeId, readAt) => dispatch({ type: 'not-shown', noticeId, readAt }),
      dismiss: (noticeId) => dispatch({ type: 'dismissed', noticeId }),
    }),
    [state, send, undo, undoLast, readAgain, conclude, takeNote, userId],
  );
}

function aboutOperation(provider: ProviderId, operation: Operation) {
  return {
    provider,
    painted: [operation],
    subject: sayOperation(operation),
    tagKey: operation.key,
    isLine: ({ provider: at, operations, undoOf }: HistoryLine, isNew: boolean) =>
      isNew &&
      at === provider &&
      undoOf === null &&
      operations.length === 1 &&
      isSame(operations[0], operation),
  };
}

function isSame(one: Operation | undefined, other: Operation): boolean {
  return one?.verb === other.verb && one.key === other.key && one.value === other.value;
}

/** The newest line that the page knows; 0: none. */
function newestLine(history: InfiniteData<HistoryPage> | undefined): number {
  return history?.pages[0]?.lines[0]?.id ?? 0;
}

function tagsAt(user: ShownUser | undefined, provider: ProviderId) {
  const tags = user?.identities.find((identity) => identity.provider === provider)?.tags ?? [];
  return tags.map(({ key, value, proof, proofAt }) => ({
    key,
    value,
    // Nothing pending is ever in the cache: paint lies over it.
    proof: proof === 'pending' ? ('unknown' as const) : proof,
    proofAt,
    providerTagId: null,
  }));
}

/** Edits wait for one another on their way to the server: closing the page would lose those that wait. */
function useLeaveGuard(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [active]);
}
