'use client';

import { useQuery } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import { Button } from '#components/ui/button.tsx';
import { formatCount } from '#components/ui/count.ts';
import { ErrorState } from '#components/ui/error-state.tsx';
import { runsKeys } from '#lib/shared/query-keys.ts';
import type { RunCause, RunDetail } from '#lib/shared/runs.ts';
import { countErrors } from '../outcomes.ts';
import { CauseRow } from './cause-row.tsx';
import type { SettleChoice } from './settle-dialog.tsx';
import type { useRunActions } from './use-run-actions.ts';

const lookAgainMs = 3_000;

/** A look may follow the run's end. */
function countOfAll(causes: readonly RunCause[] | undefined): number {
  return (causes ?? []).reduce((sum, { count }) => sum + count, 0);
}

interface CauseListProps {
  run: RunDetail;
  moves: boolean;
  /** null: not permitted. */
  actions: ReturnType<typeof useRunActions> | null;
  onShow: (cause: RunCause) => void;
  onEdit: (cause: RunCause) => void;
  onSettle: (choice: SettleChoice) => void;
}

export function CauseList({ run, moves, actions, onShow, onEdit, onSettle }: CauseListProps) {
  const errors = countErrors(run.counts) + run.counts.cancelled;
  const causes = useQuery({
    queryKey: runsKeys.causes(run.id),
    queryFn: ({ signal }) => readJson<RunCause[]>(`/api/runs/${run.id}/causes`, signal),
    enabled: errors > 0,
    refetchInterval: ({ state }) => (moves || countOfAll(state.data) < errors ? lookAgainMs : false),
  });
  if (errors === 0) return null;
  const failed = run.counts.failed;
  return (
    <section aria-labelledby="needs-attention" className="border-t border-line">
      <div className="flex min-h-10.5 flex-wrap items-center gap-2 px-4 py-1.5">
        <h2 id="needs-attention" className="font-semibold">
          {countErrors(run.counts) > 0 ? 'Needs attention' : 'Not sent'}
        </h2>
        <span className="text-fg-3 tabular-nums">
          {formatCount(errors)} of {formatCount(run.done)}
        </span>
        {actions && run.can.retry && failed > 0 && (
          <Button
            size="small"
            className="ms-auto"
            busy={actions.busy === 'retry all'}
            onClick={() => void actions.retry({ outcomes: ['failed'] })}
          >
            Retry the {formatCount(failed)} that failed
          </Button>
        )}
      </div>
      {causes.error ? (
        <ErrorState title="The causes could not be read" onRetry={() => void causes.refetch()}>
          {causes.error.message} The results below are complete.
        </ErrorState>
      ) : (
        <ul aria-label="Causes" className="border-t border-line">
          {causes.data?.map((cause) => (
            <CauseRow
              key={`${cause.provider} ${cause.cause} ${cause.outcome}`}
              cause={cause}
              actions={run.can.retry ? actions : null}
              onShow={() => onShow(cause)}
              onEdit={() => onEdit(cause)}
              onSettle={actions && ((verdict) => onSettle({ cause, verdict }))}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
