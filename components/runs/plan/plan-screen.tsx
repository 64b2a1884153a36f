'use client';

import { useRef, useState } from 'react';
import { PageHeader } from '#components/shell/page-header.tsx';
import { can } from '#lib/shared/permissions.ts';
import type { RunDetail } from '#lib/shared/runs.ts';
import { firstTargets, type TargetFilter } from '../list-filters.ts';
import { RunPill } from '../run-pill.tsx';
import { MissingLabels } from './missing-labels.tsx';
import { PlanCard } from './plan-card.tsx';
import { PlanEnd } from './plan-end.tsx';
import { PlanNotices } from './plan-notices.tsx';
import { PlanSummary } from './plan-summary.tsx';
import { PlanTable } from './plan-table.tsx';
import { StartBar } from './start-bar.tsx';
import { usePlanActions } from './use-plan-actions.ts';

export function PlanScreen({ run, role }: { run: RunDetail; role: string }) {
  const actions = usePlanActions(run);
  const [filter, setFilter] = useState<TargetFilter>(firstTargets);
  const table = useRef<HTMLElement>(null);
  const mayPlan = can(role, 'runs:write');
  const slowestMs = Math.max(0, ...run.lanes.map(({ plan }) => plan.expectedMs));
  const hasPlan = run.plannedAt !== null;
  const open = (next: TargetFilter) => {
    setFilter(next);
    table.current?.scrollIntoView({ block: 'start' });
    table.current?.querySelector<HTMLElement>('input:checked')?.focus({ preventScroll: true });
  };
  return (
    <>
      <PageHeader title={`Plan of run ${run.id}`} back={{ label: 'Runs', href: '/runs' }}>
        <RunPill run={run} />
      </PageHeader>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto phone:overflow-visible">
        <PlanSummary run={run} slowestMs={slowestMs} />
        {hasPlan ? (
          <>
            <PlanNotices
              run={run}
              onReplan={mayPlan && run.can.discard ? () => void actions.replan() : null}
              replanning={actions.busy === 'replan'}
            />
            {mayPlan && run.can.discard && <MissingLabels run={run} />}
            <div className="grid grid-cols-[repeat(auto-fill,minmax(250px,1fr))] gap-3 px-4 pb-3.5 phone:grid-cols-1">
              {run.lanes.map((runProvider) => (
                <PlanCard
                  key={runProvider.provider}
                  runProvider={runProvider}
                  operations={
                    run.intents.find(({ provider }) => provider === runProvider.provider)?.operations ?? []
                  }
                  slowestMs={slowestMs}
                  onOpen={open}
                />
              ))}
            </div>
            <PlanTable run={run} filter={filter} onFilter={setFilter} ref={table} />
          </>
        ) : (
          <PlanEnd run={run} mayPlan={mayPlan} actions={actions} />
        )}
      </div>
      {hasPlan && mayPlan && (run.can.start || run.can.discard) && (
        <StartBar key={run.id} run={run} actions={actions} />
      )}
    </>
  );
}
