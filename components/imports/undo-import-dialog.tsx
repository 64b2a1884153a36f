'use client';

import { useQuery } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { countOf } from '#components/ui/count.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { ProgressMeter } from '#components/ui/progress-meter.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { ImportToUndo } from '#lib/shared/import-undo.ts';
import { UndoCountsView } from './undo-counts.tsx';
import { useUndoImport } from './use-undo-import.ts';

export function UndoImportDialog({ importId, onClose }: { importId: number; onClose: () => void }) {
  const { state, start } = useUndoImport(importId);
  const { data, error, refetch } = useQuery({
    queryKey: ['imports', 'undo', importId],
    queryFn: ({ signal }) => readJson<ImportToUndo>(`/api/imports/${importId}`, signal),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const report = state.step === 'ask' ? null : state.report;
  const isDone = report?.done === true;
  return (
    <Dialog
      open
      onClose={onClose}
      title={
        <>
          {isDone ? 'The import was undone: ' : 'Undo the import of '}
          <Verbatim className="wrap-anywhere">{data?.fileName ?? '…'}</Verbatim>
          {!isDone && '?'}
        </>
      }
      size="wide"
      actions={
        isDone ? (
          <Button size="large" onClick={onClose}>
            Close
          </Button>
        ) : (
          <>
            <Button size="large" look="quiet" onClick={onClose}>
              {state.step === 'work' ? 'Stop' : 'Keep the import'}
            </Button>
            {data?.preview && (
              <Button size="large" look="danger" busy={state.step === 'work'} onClick={() => void start()}>
                {data.isBegun ? 'Go on undoing' : 'Undo import'}
              </Button>
            )}
          </>
        )
      }
    >
      {error && (
        <ErrorState title="The import could not be read" onRetry={() => void refetch()}>
          {error.message}
        </ErrorState>
      )}
      {!data && !error && <Skeleton height="96px" />}
      {state.step === 'ask' && state.message !== null && (
        <Alert title="The import was not undone as a whole" announce>
          {state.message}
        </Alert>
      )}
      {state.step === 'ask' && data && <Asked found={data} />}
      {state.step === 'work' && <Working report={report} />}
      {isDone && (
        <div role="status">
          <UndoCountsView counts={report} isDone />
        </div>
      )}
    </Dialog>
  );
}

function Asked({ found }: { found: ImportToUndo }) {
  if (!found.preview) return <p>{found.reason}</p>;
  return (
    <>
      {found.preview.isPartial && <p>In the last 100,000 rows that were loaded:</p>}
      <UndoCountsView counts={found.preview} isDone={false} />
      <p className="text-12 text-fg-3">
        Nothing is sent to a provider. The history keeps what was loaded and says who took it back. This
        cannot be undone; the file can be loaded again.
      </p>
    </>
  );
}

function Working({ report }: { report: { batchesDone: number; batches: number } | null }) {
  const { batchesDone, batches } = report ?? { batchesDone: 0, batches: 1 };
  const text = report ? `${batchesDone} of ${countOf(batches, 'part')} undone` : 'Undoing …';
  return (
    <div className="flex flex-col gap-2">
      <ProgressMeter
        label="Undo of the import"
        valueText={text}
        segments={[{ look: 'accent', amount: batchesDone }]}
        total={batches}
      />
      <p className="text-12 text-fg-2 tabular-nums">{text}. You can stop and go on later.</p>
    </div>
  );
}
