'use client';

import { useQueryClient } from '@tanstack/react-query';
import { createElement, type Dispatch, useCallback, useRef } from 'react';
import { announce } from '#components/ui/live-region.tsx';
import { dismissToast, showToast } from '#components/ui/toast-store.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ChangeReport } from '#lib/shared/changes.ts';
import { usersKeys } from '#lib/shared/query-keys.ts';
import type { ShownUser } from '#lib/shared/users.ts';
import { effectiveOf } from './edit-calls.ts';
import type { EditsEvent } from './edits-state.ts';
import { formatReport } from './format-report.ts';
import { type Notice, noticesOf } from './notice.ts';
import { ProofMark, type ProofMarkKind } from './proof-mark.tsx';
import { canTakeBack } from './take-back.ts';

/** `undo`: offered in the toast. `undone`: this was an undo. */
export type Conclude = (
  report: ChangeReport,
  options: { undo: (() => void) | null; undone: boolean; quiet: boolean; note: string },
) => void;

/**
 * Reports an outcome once: a toast with “Undo” for success, a notice for refusals and failures, a sentence
 * for unknown. The second sight of it (answer, then refetch) is silent.
 */
export function useConclusion(
  userId: number,
  mayCreate: boolean,
  dispatch: Dispatch<EditsEvent>,
  notify: (notices: readonly Notice[]) => void,
): Conclude {
  const client = useQueryClient();
  const said = useRef(new Set<string>());
  const lastToast = useRef<number | null>(null);

  return useCallback(
    (report, { undo, undone, quiet, note }) => {
      const mark = `${report.changeId}:${report.pending ? 'pending' : report.outcome}`;
      if (said.current.has(mark)) return;
      said.current.add(mark);

      const { verbs, label } = capabilitiesOf(report.provider);
      const user = client.getQueryData<ShownUser>(usersKeys.user(userId));
      const held = user?.identities.find(({ provider }) => provider === report.provider)?.tags ?? [];
      if (!quiet) notify(noticesOf(report, { held, mayCreate, note }));
      if (report.outcome === 'unknown') {
        dispatch({ type: 'doubted', changeId: report.changeId });
        announce(`No definite answer from ${label}: the outcome is unknown`);
      }

      const effective = effectiveOf(report);
      const undoable =
        undo !== null && !undone && effective.length > 0 && canTakeBack(effective, verbs) && !report.pending;
      if (undoable) dispatch({ type: 'made', changeId: report.changeId });
      const text = formatReport(report, held.length);
      if (text === null || quiet) return;
      if (lastToast.current !== null) dismissToast(lastToast.current);
      lastToast.current = showToast({
        text,
        tone: 'info',
        mark: createElement(ProofMark, { kind: markOf(report, effective.length > 0) }),
        action: undoable ? { label: 'Undo', keys: ['U'], run: undo } : undefined,
      });
    },
    [client, userId, mayCreate, dispatch, notify],
  );
}

/** A check only for what the provider showed. */
function markOf({ pending, outcome, outcomes }: ChangeReport, tookEffect: boolean): ProofMarkKind {
  if (pending) return 'pending';
  if (!tookEffect) return outcome;
  return outcomes.some((each) => each.outcome === 'accepted') ? 'accepted' : 'confirmed';
}
