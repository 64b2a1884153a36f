'use client';

import { useQuery } from '@tanstack/react-query';
import { DriftButtons } from '#components/drift/drift-buttons.tsx';
import { readJson } from '#components/read-json.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { HistoryDetail } from '#lib/shared/changes.ts';
import { can } from '#lib/shared/permissions.ts';
import { changesKeys } from '#lib/shared/query-keys.ts';
import { ChangeDetails } from './change-details.tsx';
import { SettleChoices } from './settle-buttons.tsx';
import { useLineAct } from './use-line-act.ts';

type Props = { changeId: number; role: string; memberId: string | null; onClose: () => void };

export function LineDialog({ changeId, role, memberId, onClose }: Props) {
  const { busy, settle, undo, accept, putBack } = useLineAct(changeId);
  const { data, error, refetch } = useQuery({
    queryKey: changesKeys.detail(changeId),
    queryFn: ({ signal }) => readJson<HistoryDetail>(`/api/changes/${changeId}`, signal),
  });
  const line = data?.line;
  const isOwn = memberId !== null && line?.memberId === memberId;
  const mayUndo = line?.undo.possible && can(role, isOwn ? 'changes:undo-own' : 'changes:undo-any');

  const actions = line && (
    <>
      {line.settle && (
        <SettleChoices
          line={line}
          role={role}
          size="medium"
          busy={busy}
          onSettle={(verdict) => void settle(verdict)}
        />
      )}
      {line.drift && (
        <DriftButtons
          drift={line.drift}
          role={role}
          size="medium"
          busy={busy}
          onAccept={() => void accept(line.drift ?? [])}
          onPutBack={() => void putBack(line.drift ?? [])}
        />
      )}
      {mayUndo && (
        <Button busy={busy} onClick={() => void undo()}>
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
