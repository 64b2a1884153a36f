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
import { formatPlan, planSegments } from './plan-status.ts';
import { PlanStatuses } from './plan-statuses.tsx';

const chipsShown = 3;

interface PlanCardProps {
  runProvider: RunProvider;
  /** Empty where a file says it per row. */
  operations: readonly Operation[];
  /** Of all providers: the latest end. */
  slowestMs: number;
  onOpen: (filter: TargetFilter) => void;
}

export function PlanCard({ runProvider, operations, slowestMs, onOpen }: PlanCardProps) {
  const { provider, plan, pace } = runProvider;
  const { label } = capabilitiesOf(provider);
  const titleId = useId();
  const isSlowest = plan.expectedMs === slowestMs && plan.expectedMs > 60_000;
  return (
    <section
      aria-labelledby={titleId}
      className="flex min-w-0 flex-col gap-1.5 rounded-card border border-line bg-surface px-3 pt-2.5 pb-3"
    >
      <header className="flex min-w-0 items-center gap-1.75">
        <ProviderMark provider={provider} />
        <h3 id={titleId} className="font-semibold">
          {label}
        </h3>
        <span className="ms-auto flex min-w-0 items-center gap-1">
          {operations.slice(0, chipsShown).map((operation) => (
            <OperationChip key={operation.key} operation={operation} />
          ))}
          {operations.length > chipsShown && (
            <span className="text-12 text-fg-3">+{operations.length - chipsShown}</span>
          )}
          {operations.length === 0 && <span className="text-12 text-fg-3">row by row</span>}
        </span>
      </header>
      <p>
        <b className="text-20 font-semibold tracking-lead tabular-nums">{formatCount(plan.change)}</b>{' '}
        <span className="text-fg-2">to change</span>
      </p>
      <ProgressMeter label={label} valueText={formatPlan(plan)} segments={planSegments(plan)} />
      <PlanStatuses runProvider={runProvider} onOpen={onOpen} />
      <dl className="mt-auto flex flex-col border-t border-line pt-1.5 text-12/5">
        <div className="flex justify-between gap-2">
          <dt className="text-fg-2">Calls</dt>
          <dd className="tabular-nums">
            {formatCount(plan.calls)}{' '}
            <span className="text-fg-3">at up to {formatCount(pace.perSecond)}/s</span>
          </dd>
        </div>
        <div className="flex justify-between gap-2">
          <dt className="text-fg-2">Expected</dt>
          <dd className="font-semibold tabular-nums">
            {plan.change === 0 ? 'nothing to send' : formatDuration(plan.expectedMs)}
            {isSlowest && <span className="sr-only">, sets the finish</span>}
          </dd>
        </div>
      </dl>
      <div aria-hidden className="h-0.75 overflow-hidden rounded-full bg-active">
        <div
          className={classNames('h-full rounded-full', isSlowest ? 'bg-warn-fill' : 'bg-line-control')}
          style={{ width: `${slowestMs > 0 ? (plan.expectedMs / slowestMs) * 100 : 0}%` }}
        />
      </div>
    </section>
  );
}
