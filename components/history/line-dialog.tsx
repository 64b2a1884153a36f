'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { readJson } from '#components/read-json.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import { settleChange, undoChange } from '#lib/actions/changes.ts';
import type { ChangeReport, HistoryDetail, SettleChangeInput } from '#lib/shared/changes.ts';
import { can } from '#lib/shared/permissions.ts';
import { changesKeys } from '#lib/shared/query-keys.ts';
import type { Result } from '#lib/shared/result.ts';
import { ChangeDetails } from './change-details.tsx';
import { settleWords } from './line-words.ts';
import { mayBeSentAgain } from './settle-buttons.tsx';

type Props = { changeId: number; role: string; memberId: string | null; onClose: () => void };

export function LineDialog({ changeId, role, memberId, onClose }: Props) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: changesKeys.detail(changeId),
    queryFn: ({ signal }) => readJson<HistoryDetail>(`/api/changes/${changeId}`, signal),
  });
  const line = data?.line;
  const isOwn = memberId !== null && line?.memberId === memberId;
  const mayUndo = line?.undo.possible && can(role, isOwn ? 'changes:undo-own' : 'changes:undo-any');

  async function ask(call: Promise<Result<ChangeReport>>, done: string): Promise<void> {
    setBusy(true);
    const result = await call;
    setBusy(false);
    showToast(
      result.ok
        ? { text: result.value.pending ? 'It is on its way.' : `${done}: ${result.value.outcome}` }
        : { text: result.error.message, tone: 'danger' },
    );
    await client.invalidateQueries({ queryKey: changesKeys.all });
  }
  const settle = (verdict: SettleChangeInput['verdict']) =>
    void ask(settleChange({ changeId, verdict }), 'Settled');

  const actions = line && (
    <>
      {line.settle && can(role, 'tags:edit') && (
        <>
          <Button busy={busy} onClick={() => settle('applied')}>
            {settleWords(line.operations).applied}
          </Button>
          <Button busy={busy} onClick={() => settle('not-applied')}>
            {settleWords(line.operations)['not-applied']}
          </Button>
          {mayBeSentAgain(line) && (
            <Button busy={busy} onClick={() => settle('send-again')}>
              Send again
            </Button>
          )}
        </>
      )}
      {mayUndo && (
        <Button busy={busy} onClick={() => void ask(undoChange({ changeId }), 'Undone')}>
          Undo
        </Button>
      )}
    </>
  );
  return (
    <Dialog open onClose={onClose} title={`Change ${changeId}`} size="wide" actions={actions}>
      {error ? (
        <ErrorState title="This line could not be read" onRetry={() => void refetch()}>
          {error.message}
        </ErrorState>
      ) : line ? (
        <ChangeDetails line={line} role={role} />
      ) : (
        <Skeleton height="120px" />
      )}
    </Dialog>
  );
}
