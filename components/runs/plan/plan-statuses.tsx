import { classNames } from '#components/ui/class-names.ts';
import { formatCount } from '#components/ui/count.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { PlanStatus, RunProvider } from '#lib/shared/runs.ts';
import type { TargetFilter } from '../list-filters.ts';
import { countOfStatus, planStatusOrder, planStatusWords } from './plan-status.ts';

const swatches: Record<PlanStatus, string> = {
  change: 'bg-accent-solid',
  'no-op': 'bg-line-control',
  'no-identity': 'fill-hatch-mute ring-1 ring-line-control ring-inset',
  refused: 'bg-danger-fill',
  skipped: 'bg-warn-fill',
};

const reasonsShown = 3;

interface PlanStatusesProps {
  runProvider: RunProvider;
  onOpen: (filter: TargetFilter) => void;
}

export function PlanStatuses({ runProvider, onOpen }: PlanStatusesProps) {
  const { provider, plan } = runProvider;
  const { label } = capabilitiesOf(provider);
  return (
    <ul className="mt-1 flex flex-col text-12/5">
      {planStatusOrder
        .filter((verdict) => verdict !== 'change')
        .filter((verdict) => verdict !== 'skipped' || plan.skipped > 0)
        .map((verdict) => (
          <li key={verdict}>
            <PlanStatusLine
              verdict={verdict}
              words={verdict === 'no-identity' ? `Not in ${label}` : planStatusWords[verdict]}
              count={countOfStatus(plan, verdict)}
              onOpen={() => onOpen({ verdict, provider, reason: null })}
            />
            <Reasons runProvider={runProvider} verdict={verdict} onOpen={onOpen} />
          </li>
        ))}
    </ul>
  );
}

function PlanStatusLine({
  verdict,
  words,
  count,
  onOpen,
}: {
  verdict: PlanStatus;
  words: string;
  count: number;
  onOpen: () => void;
}) {
  return (
    <div className="flex items-center justify-between gap-2">
      <span className="flex min-w-0 items-center gap-1.5 text-fg-2">
        <span
          aria-hidden
          className={classNames(
            'size-2 shrink-0 rounded-[2px]',
            count > 0 ? swatches[verdict] : 'ring-1 ring-line-strong ring-inset',
          )}
        />
        {words}
      </span>
      {count === 0 ? (
        <span className="tabular-nums">0</span>
      ) : (
        <button
          type="button"
          onClick={onOpen}
          aria-label={`Show ${formatCount(count)}: ${words}`}
          className="min-h-6 min-w-6 rounded-mark text-end text-accent tabular-nums hover:underline"
        >
          {formatCount(count)}
        </button>
      )}
    </div>
  );
}

function Reasons({ runProvider, verdict, onOpen }: PlanStatusesProps & { verdict: PlanStatus }) {
  const reasons = runProvider.plan.reasons.filter((each) => each.verdict === verdict);
  if (reasons.length === 0) return null;
  return (
    <ul className="flex flex-col gap-0.5 ps-3.5 pb-0.5 text-[11.5px]/4 text-fg-3">
      {reasons.slice(0, reasonsShown).map(({ reason, count }) => (
        <li key={reason}>
          <button
            type="button"
            onClick={() => onOpen({ verdict, provider: runProvider.provider, reason })}
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
