import { useId } from 'react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { formatCount } from '#components/ui/count.ts';
import { ProgressMeter } from '#components/ui/progress-meter.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { RunProvider } from '#lib/shared/runs.ts';
import type { TargetFilter } from '../list-filters.ts';
import { OperationChip } from '../operation-chip.tsx';
import { formatDuration } from '../words.ts';
import { CureLines } from './cure-lines.tsx';
import type { Foreseen } from './foreseen.ts';
import { formatPlan, planSegments } from './plan-status.ts';
import { PlanReasons, PlanStatuses } from './plan-statuses.tsx';
import type { usePlanActions } from './use-plan-actions.ts';

const chipsShown = 3;

/** Tracks: provider, changes, what happens, how many, calls, time. */
const grid =
  'grid grid-cols-[108px_minmax(130px,190px)_minmax(0,1fr)_104px_104px_84px] items-start gap-x-4 gap-y-2 ' +
  'narrow:grid-cols-[108px_minmax(0,1fr)_104px_104px_84px] phone:grid-cols-[minmax(0,1fr)_auto]';

interface PlanRowProps {
  runId: number;
  runProvider: RunProvider;
  /** Empty where a file says it per row. */
  operations: readonly Operation[];
  /** Of all providers: the latest end. */
  slowestMs: number;
  foreseen: readonly Foreseen[];
  /** null: not permitted, or no plan that can be altered. */
  actions: ReturnType<typeof usePlanActions> | null;
  onOpen: (filter: TargetFilter) => void;
}

export function PlanRow({
  runId,
  runProvider,
  operations,
  slowestMs,
  foreseen,
  actions,
  onOpen,
}: PlanRowProps) {
  const { provider, plan, pace } = runProvider;
  const { label } = capabilitiesOf(provider);
  const titleId = useId();
  const isSlowest = plan.expectedMs === slowestMs && plan.expectedMs > 60_000;
  return (
    <section
      aria-labelledby={titleId}
      className="flex min-w-0 flex-col gap-2 border-t border-line px-3 py-2.5 first:border-t-0"
    >
      <div className={grid}>
        <header className="flex min-h-5.5 min-w-0 items-center gap-1.75">
          <ProviderMark provider={provider} />
          <h3 id={titleId} className="font-semibold">
            {label}
          </h3>
        </header>
        <div className="flex min-w-0 flex-wrap items-center gap-1 narrow:col-start-2 narrow:row-start-2 phone:col-span-full phone:col-start-1">
          {operations.slice(0, chipsShown).map((operation) => (
            <OperationChip key={operation.key} operation={operation} />
          ))}
          {operations.length > chipsShown && (
            <span className="text-12 text-fg-3">+{operations.length - chipsShown}</span>
          )}
          {operations.length === 0 && <span className="text-12 text-fg-3">row by row</span>}
        </div>
        <div className="flex min-w-0 flex-col gap-1 pt-1.5 narrow:col-start-2 narrow:row-start-1 phone:col-span-full phone:col-start-1 phone:row-start-3 phone:pt-0">
          <ProgressMeter
            label={label}
            valueText={formatPlan(plan)}
            segments={planSegments(plan)}
            className="h-2"
          />
          <PlanStatuses runId={runId} runProvider={runProvider} onOpen={onOpen} />
        </div>
        <p className="text-end whitespace-nowrap phone:col-start-2 phone:row-start-1">
          <b className="text-14 font-semibold tabular-nums">{formatCount(plan.change)}</b>{' '}
          <span className="text-12 text-fg-2">to change</span>
        </p>
        <p className="text-end text-12 whitespace-nowrap phone:row-start-4 phone:text-start">
          <span className="tabular-nums">{formatCount(plan.calls)}</span>{' '}
          {plan.calls === 1 ? 'call' : 'calls'}
          <span className="block text-fg-3">at up to {formatCount(pace.perSecond)}/s</span>
        </p>
        <div className="text-end whitespace-nowrap phone:row-start-4">
          <p className="font-medium tabular-nums">
            <span className="sr-only">Expected: </span>
            {plan.change === 0 ? <span className="text-fg-3">–</span> : formatDuration(plan.expectedMs)}
            {isSlowest && <span className="sr-only">, sets the finish</span>}
          </p>
          <div aria-hidden className="mt-1 h-0.75 overflow-hidden rounded-full bg-active">
            <div
              className={classNames('h-full rounded-full', isSlowest ? 'bg-warn-fill' : 'bg-line-control')}
              style={{ width: `${slowestMs > 0 ? (plan.expectedMs / slowestMs) * 100 : 0}%` }}
            />
          </div>
        </div>
      </div>
      <PlanReasons runProvider={runProvider} onOpen={onOpen} />
      <CureLines foreseen={foreseen} label={label} actions={actions} onOpen={onOpen} />
    </section>
  );
}
