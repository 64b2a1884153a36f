import { formatCount } from '#components/ui/count.ts';
import type { MeterSegment, SegmentLook } from '#components/ui/progress-meter.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { PlanStatus, ProviderPlan } from '#lib/shared/runs.ts';

export const planStatusOrder = ['change', 'no-value', 'no-op', 'no-identity', 'refused', 'skipped'] as const;

const planStatusWords: Record<PlanStatus, string> = {
  change: 'To change',
  'no-value': 'No value known',
  'no-op': 'No change needed',
  'no-identity': 'Not in provider',
  refused: 'Not allowed',
  skipped: 'Skipped',
};

/** “Not in Vero” of one provider, “Not in provider” of several. */
export function wordOfStatus(status: PlanStatus, provider: ProviderId | null): string {
  return status === 'no-identity' && provider
    ? `Not in ${capabilitiesOf(provider).label}`
    : planStatusWords[status];
}

const planStatusLooks: Record<PlanStatus, SegmentLook> = {
  change: 'accent',
  'no-value': 'warn',
  'no-op': 'mute',
  'no-identity': 'hatched',
  refused: 'danger',
  skipped: 'warn',
};

export function countOfStatus(plan: ProviderPlan, status: PlanStatus): number {
  const counts: Record<PlanStatus, number> = {
    change: plan.change,
    'no-value': plan.noValue,
    'no-op': plan.noOp,
    'no-identity': plan.noIdentity,
    refused: plan.refused,
    skipped: plan.skipped,
  };
  return counts[status];
}

export function planSegments(plan: ProviderPlan): MeterSegment[] {
  const looks = Map.groupBy(planStatusOrder, (status) => planStatusLooks[status]);
  return [...looks].map(([look, statuses]) => ({
    look,
    amount: statuses.reduce((sum, status) => sum + countOfStatus(plan, status), 0),
  }));
}

/** “9,731 to change, 18 no change needed, 7 not allowed”. */
export function formatPlan(plan: ProviderPlan): string {
  return planStatusOrder
    .filter((status) => countOfStatus(plan, status) > 0)
    .map((status) => `${formatCount(countOfStatus(plan, status))} ${planStatusWords[status].toLowerCase()}`)
    .join(', ');
}
