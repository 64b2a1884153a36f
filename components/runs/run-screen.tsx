'use client';

import { PageTitle } from '#components/shell/page-title.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import type { ProviderStates } from './new-run/intent-cards.tsx';
import { PlanScreen } from './plan/plan-screen.tsx';
import { ProgressScreen } from './progress/progress-screen.tsx';
import { hasOnlyPlan } from './run-state.ts';
import { titleOfRun } from './title-of-run.ts';
import { useRun } from './use-run.ts';

interface RunScreenProps {
  runId: number;
  role: string;
  states: ProviderStates;
}

/** One run: its plan until it starts, then what becomes of it. */
export function RunScreen({ runId, role, states }: RunScreenProps) {
  const { data: run, error, isFetching, refetch } = useRun(runId);
  if (!run) {
    return (
      <>
        <PageTitle>{`Run ${runId}`}</PageTitle>
        <ErrorState title="This run could not be read" retrying={isFetching} onRetry={() => void refetch()}>
          {error?.message ?? 'Tagdesk did not answer.'} A run that was started does not need this page.
        </ErrorState>
      </>
    );
  }
  return (
    <>
      <PageTitle>{titleOfRun(run)}</PageTitle>
      {error && (
        <p role="alert" className="border-b border-warn-line bg-warn-tint px-4 py-1 text-12">
          These numbers stand still: {error.message} The run itself goes on.
        </p>
      )}
      {hasOnlyPlan(run.status) ? (
        <PlanScreen run={run} role={role} />
      ) : (
        <ProgressScreen run={run} role={role} states={states} />
      )}
    </>
  );
}
