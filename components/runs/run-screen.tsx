'use client';

import { useQuery } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import { PageTitle } from '#components/shell/page-title.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { runsKeys } from '#lib/shared/query-keys.ts';
import type { RunDetail, RunSummary } from '#lib/shared/runs.ts';
import { lookAgainMs } from './look-again.ts';
import type { ProviderStates } from './new-run/operation-cards.tsx';
import { PlanScreen } from './plan/plan-screen.tsx';
import { ProgressScreen } from './progress/progress-screen.tsx';
import { formatStatus, hasOnlyPlan } from './run-state.ts';
import { percentOf } from './words.ts';

interface RunScreenProps {
  runId: number;
  role: string;
  states: ProviderStates;
}

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

/** “45 % · Run 2057”: progress shows in the tab. */
function titleOfRun(
  run: Pick<RunSummary, 'id' | 'status' | 'providers' | 'counts' | 'done' | 'changes'>,
): string {
  const state = run.status === 'running' ? `${percentOf(run.done, run.changes)} %` : formatStatus(run).text;
  return `${state} · Run ${run.id}`;
}

/** Also for the tries that a plan shows. */
function soonest(runs: readonly Pick<RunSummary, 'status' | 'providers'>[]): number | false {
  const waits = runs.map(lookAgainMs).filter((wait) => wait !== false);
  return waits.length > 0 ? Math.min(...waits) : false;
}

/** Polls also in a background tab: its title shows progress. */
function useRun(runId: number) {
  return useQuery({
    queryKey: runsKeys.detail(runId),
    queryFn: ({ signal }) => readJson<RunDetail>(`/api/runs/${runId}`, signal),
    refetchInterval: ({ state }) => (state.data ? soonest([state.data, ...state.data.tries]) : 2_000),
    refetchIntervalInBackground: true,
    staleTime: 0,
    retry: false,
  });
}
