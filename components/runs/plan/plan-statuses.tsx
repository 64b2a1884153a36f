import Link from 'next/link';
import { classNames } from '#components/ui/class-names.ts';
import { formatCount } from '#components/ui/count.ts';
import type { PlanStatus, RunProvider } from '#lib/shared/runs.ts';
import type { TargetFilter } from '../list-filters.ts';
import { countOfStatus, planStatusOrder, wordOfStatus } from './plan-status.ts';

const swatches: Record<PlanStatus, string> = {
  change: 'bg-accent-solid',
  'no-value': 'bg-warn-fill',
  'no-op': 'bg-line-control',
  'no-identity': 'fill-hatch-mute ring-1 ring-line-control ring-inset',
  refused: 'bg-danger-fill',
  skipped: 'bg-warn-fill',
};

const reasonsShown = 3;

interface PlanStatusesProps {
  runId: number;
  runProvider: RunProvider;
  onOpen: (filter: TargetFilter) => void;
}

/** Who is left out, and why. */
export function PlanStatuses({ runId, runProvider, onOpen }: PlanStatusesProps) {
  const { provider, plan } = runProvider;
  const others = planStatusOrder.filter((status) => status !== 'change' && countOfStatus(plan, status) > 0);
  return (
    <ul className="flex flex-wrap gap-x-3.5 text-12/6 text-fg-2">
      {others.map((status) => {
        const words = wordOfStatus(status, provider);
        const count = formatCount(countOfStatus(plan, status));
        return (
          <li key={status} className="flex items-center gap-1.5">
            <span aria-hidden className={classNames('size-2 shrink-0 rounded-[2px]', swatches[status])} />
            <button
              type="button"
              onClick={() => onOpen({ status, provider, reason: null })}
              aria-label={`Show ${count}: ${words}`}
              className="group min-h-6 min-w-6 rounded-mark tabular-nums hover:text-fg"
            >
              <span className="text-accent group-hover:underline">{count}</span>{' '}
              {words.charAt(0).toLowerCase() + words.slice(1)}
            </button>
            {status === 'no-identity' && (
              <Link
                href={`/identities?run=${runId}&without=${provider}`}
                prefetch={false}
                aria-label={`find ids of ${count}: ${words}`}
                className="min-h-6 rounded-mark text-accent hover:underline"
              >
                find ids
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Those that nothing can be chosen for. */
export function PlanReasons({ runProvider: { provider, plan }, onOpen }: Omit<PlanStatusesProps, 'runId'>) {
  const reasons = plan.reasons.flatMap(({ status, reason, cause, count }) =>
    cause === null && reason !== null ? [{ status, reason, count }] : [],
  );
  if (reasons.length === 0) return null;
  return (
    <ul className="flex flex-col gap-0.5 text-12/4 text-fg-3">
      {reasons.slice(0, reasonsShown).map(({ status, reason, count }) => (
        <li key={`${status} ${reason}`}>
          <button
            type="button"
            onClick={() => onOpen({ status, provider, reason })}
            className="min-h-6 rounded-mark text-start wrap-anywhere hover:text-fg hover:underline"
          >
            {formatCount(count)} × {reason}
          </button>
        </li>
      ))}
      {reasons.length > reasonsShown && <li>and {reasons.length - reasonsShown} more reasons</li>}
    </ul>
  );
}
