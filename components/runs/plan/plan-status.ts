import { formatCount } from '#components/ui/count.ts';
import type { MeterSegment, SegmentLook } from '#components/ui/progress-meter.tsx';
import type { PlanStatus, ProviderPlan } from '#lib/shared/runs.ts';

export const planStatusOrder = ['change', 'no-op', 'no-identity', 'refused', 'skipped'] as const;

export const planStatusWords: Record<PlanStatus, string> = {
  change: 'To change',
  'no-op': 'No change needed',
  'no-identity': 'Not in provider',
  refused: 'Not allowed',
  skipped: 'Skipped',
};

const planStatusLooks: Record<PlanStatus, SegmentLook> = {
  change: 'accent',
  'no-op': 'mute',
  'no-identity': 'hatched',
  refused: 'danger',
  skipped: 'warn',
};

export function countOfStatus(plan: ProviderPlan, verdict: PlanStatus): number {
  const counts: Record<PlanStatus, number> = {
    change: plan.change,
    'no-op': plan.noOp,
    'no-identity': plan.noIdentity,
    refused: plan.refused,
    skipped: plan.skipped,
  };
  return counts[verdict];
}

export function planSegments(plan: ProviderPlan): MeterSegment[] {
  return planStatusOrder.map((verdict) => ({
    look: planStatusLooks[verdict],
    amount: countOfStatus(plan, verdict),
  }));
}

/** “9,731 to change, 18 no change needed, 7 not allowed”. */
export function formatPlan(plan: ProviderPlan): string {
  return planStatusOrder
    .filter((verdict) => countOfStatus(plan, verdict) > 0)
    .map(
      (verdict) => `${formatCount(countOfStatus(plan, verdict))} ${planStatusWords[verdict].toLowerCase()}`,
    )
    .join(', ');
}
