'use client';

import { Pencil } from 'lucide-react';
import Link from 'next/link';
import { useRef, useState } from 'react';
import { PageHeader } from '#components/shell/page-header.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { can } from '#lib/shared/permissions.ts';
import type { RunDetail } from '#lib/shared/runs.ts';
import { firstTargets, type TargetFilter } from '../list-filters.ts';
import { RunPill } from '../run-pill.tsx';
import { countToChoose, foreseenAt } from './foreseen.ts';
import { PlanEnd } from './plan-end.tsx';
import { PlanNotices } from './plan-notices.tsx';
import { PlanRow } from './plan-row.tsx';
import { PlanSummary } from './plan-summary.tsx';
import { PlanTable } from './plan-table.tsx';
import { StartBar } from './start-bar.tsx';
import { TryNotes } from './try-notes.tsx';
import { usePlanActions } from './use-plan-actions.ts';

export function PlanScreen({ run, role }: { run: RunDetail; role: string }) {
  const actions = usePlanActions(run);
  const [filter, setFilter] = useState<TargetFilter>(firstTargets);
  const table = useRef<HTMLElement>(null);
  const mayPlan = can(role, 'runs:write');
  const slowestMs = Math.max(0, ...run.providers.map(({ plan }) => plan.expectedMs));
  const hasPlan = run.plannedAt !== null;
  const isWaiting = run.status === 'planned' || run.status === 'scheduled';
  const toChoose = isWaiting ? countToChoose(run) : 0;
  const open = (next: TargetFilter) => {
    setFilter(next);
    table.current?.scrollIntoView({ block: 'start' });
    table.current?.querySelector<HTMLElement>('input:checked')?.focus({ preventScroll: true });
  };
  return (
    <>
      <PageHeader
        title={`Plan of run ${run.id}`}
        back={{ label: 'Runs', href: '/runs' }}
        actions={
          mayPlan &&
          hasForm(run) && (
            <Link href={`/runs/new?from=${run.id}`} className={buttonClass({})}>
              <Pencil aria-hidden strokeWidth={1.5} className="size-4" />
              Change
            </Link>
          )
        }
      >
        <RunPill run={run} />
      </PageHeader>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto phone:overflow-visible">
        <PlanSummary run={run} slowestMs={slowestMs} toChoose={toChoose} />
        {hasPlan ? (
          <>
            <PlanNotices
              run={run}
              onReplan={mayPlan && run.can.discard ? () => void actions.replan() : null}
              replanning={actions.busy === 'replan'}
            />
            <TryNotes tries={run.tries} />
            {run.providers.length > 0 && (
              <div className="mx-4 mb-3.5 shrink-0 rounded-card border border-line bg-surface">
                {run.providers.map((runProvider) => (
                  <PlanRow
                    key={runProvider.provider}
                    runId={run.id}
                    runProvider={runProvider}
                    operations={
                      run.operations.find(({ provider }) => provider === runProvider.provider)?.operations ??
                      []
                    }
                    slowestMs={slowestMs}
                    foreseen={foreseenAt(runProvider, run.cures)}
                    actions={run.can.cure ? actions : null}
                    onOpen={open}
                  />
                ))}
              </div>
            )}
            <PlanTable run={run} filter={filter} onFilter={setFilter} ref={table} />
          </>
        ) : (
          <PlanEnd run={run} mayPlan={mayPlan} actions={actions} />
        )}
      </div>
      {hasPlan && mayPlan && (run.can.start || run.can.discard) && (
        <StartBar key={run.id} run={run} toChoose={toChoose} actions={actions} />
      )}
    </>
  );
}

/** A retry and an undo come from another run, a put-back from what differs. */
function hasForm({ source, status }: RunDetail): boolean {
  return !['retry', 'undo', 'drift', 'tag'].includes(source.kind) && status !== 'planning';
}
