'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { showToast } from '#components/ui/toast-store.ts';
import { acceptDrift, putBackDrift, settleChange, undoChange } from '#lib/actions/changes.ts';
import type { ChangeReport, SettleVerdict } from '#lib/shared/changes.ts';
import type { Drift } from '#lib/shared/drift.ts';
import { changesKeys } from '#lib/shared/query-keys.ts';
import type { Result } from '#lib/shared/result.ts';

const notAnswered = 'Tagdesk did not answer. Look at this line before you try again.';

/** Acts on a line beside its user's page: a toast tells the outcome, and the history is read again. */
export function useLineAct(changeId: number) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);

  async function ask<T>(call: Promise<Result<T>>, format: (value: T) => string): Promise<void> {
    setBusy(true);
    const result = await call.catch(() => null);
    setBusy(false);
    if (!result) showToast({ text: notAnswered, tone: 'danger' });
    else if (!result.ok) showToast({ text: result.error.message, tone: 'danger' });
    else showToast({ text: format(result.value) });
    await client.invalidateQueries({ queryKey: changesKeys.all });
  }
  const told = (done: string) => (report: ChangeReport | null) =>
    !report || report.pending ? 'It is on its way.' : `${done}: ${report.outcome}`;
  const idsOf = (drift: readonly Drift[]) => ({ ids: drift.map(({ id }) => id) });

  return {
    busy,
    settle: (verdict: SettleVerdict) => ask(settleChange({ changeId, verdict }), told('Settled')),
    undo: () => ask(undoChange({ changeId }), told('Undone')),
    accept: (drift: readonly Drift[]) => ask(acceptDrift(idsOf(drift)), () => 'Accepted'),
    putBack: (drift: readonly Drift[]) =>
      ask(putBackDrift(idsOf(drift)), ({ report }) => told('Put back')(report)),
  };
}
