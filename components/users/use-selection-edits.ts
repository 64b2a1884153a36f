'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { createElement, useCallback, useRef, useState } from 'react';
import { followRun } from '#components/runs/follow-run.ts';
import { countErrors } from '#components/runs/outcomes.ts';
import { ProofMark, type ProofMarkKind } from '#components/tags/proof-mark.tsx';
import { announce } from '#components/ui/live-region.tsx';
import { dismissToast, showToast, type ToastInput } from '#components/ui/toast-store.ts';
import { undoSelection } from '#lib/actions/runs.ts';
import { changesKeys, runsKeys, usersKeys } from '#lib/shared/query-keys.ts';
import type { RunDetail } from '#lib/shared/runs.ts';
import { formatSelectionProgress, formatSelectionReport, type SelectionEdit } from './selection-report.ts';

/** Shorter edits are told by their end alone. */
const toldAfterMs = 700;
/** Until it is replaced. */
const staysMs = 2 ** 31 - 1;

type Sent = { runId: number; edit: SelectionEdit };

const markOf = (kind: ProofMarkKind) => createElement(ProofMark, { kind });

/** Follows edits of the selection to their end, also from another page; `undo` takes back the last. */
export function useSelectionEdits() {
  const client = useQueryClient();
  const router = useRouter();
  const [last, setLast] = useState<Sent | null>(null);
  const sending = useRef<number | null>(null);
  const undoWanted = useRef(false);

  const follow = useCallback(
    async ({ runId, edit }: Sent): Promise<RunDetail | null> => {
      let toast: number | null = null;
      let told = '';
      const tell = (input: ToastInput) => {
        if (input.text === told) return;
        told = input.text;
        if (toast !== null) dismissToast(toast);
        toast = showToast({ ...input, duration: staysMs });
      };
      const open = { label: 'Open', run: () => router.push(`/runs/${runId}`) };
      const began = Date.now();
      const run = await followRun(runId, ({ providers, changes }) => {
        const hold = providers.find((each) => each.hold !== null)?.hold;
        if (hold)
          tell({ text: hold.message, detail: 'The rest is sent by itself.', tone: 'warn', action: open });
        else if (Date.now() - began > toldAfterMs)
          tell({ text: formatSelectionProgress(edit, changes), mark: markOf('pending'), silent: true });
      });
      if (toast !== null) dismissToast(toast);
      for (const { all } of [usersKeys, changesKeys, runsKeys])
        void client.invalidateQueries({ queryKey: all });
      return run;
    },
    [client, router],
  );

  const takeBack = useCallback(
    async ({ runId, edit }: Sent) => {
      const result = await undoSelection({ runId }).catch(() => null);
      if (!result?.ok) {
        const text =
          result?.error.message ?? 'Tagdesk did not answer. Look at the history before you try again.';
        showToast({ text, tone: 'danger' });
        return;
      }
      setLast((now) => (now?.runId === runId ? null : now));
      const undo = { ...edit, undoes: true };
      const run = await follow({ runId: result.value.runId, edit: undo });
      if (!run) return;
      const { mark, ...report } = formatSelectionReport(undo, run);
      showToast({ ...report, mark: markOf(mark) });
    },
    [follow],
  );

  const sent = useCallback(
    async (edited: Sent) => {
      const { runId, edit } = edited;
      const { isUndoable } = edit;
      setLast(isUndoable ? edited : null);
      sending.current = runId;
      const run = await follow(edited);
      if (sending.current === runId) sending.current = null;
      if (!run) return;
      if (isUndoable && undoWanted.current) {
        undoWanted.current = false;
        return takeBack(edited);
      }
      const { mark, ...report } = formatSelectionReport(edit, run);
      const action =
        isUndoable && countErrors(run.counts) === 0
          ? { label: 'Undo', keys: ['U'], run: () => void takeBack(edited) }
          : { label: 'Open', run: () => router.push(`/runs/${runId}`) };
      showToast({ ...report, mark: markOf(mark), action });
    },
    [follow, takeBack, router],
  );

  const undo = useCallback(() => {
    if (last === null) return;
    if (sending.current !== last.runId) return void takeBack(last);
    undoWanted.current = true;
    announce('Still being sent: the undo follows its answer');
  }, [last, takeBack]);

  return { sent, undo: last === null ? null : undo, turn: last?.runId ?? 0 };
}
