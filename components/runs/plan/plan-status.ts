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
export function wordOfStatus(verdict: PlanStatus, provider: ProviderId | null): string {
  return verdict === 'no-identity' && provider
    ? `Not in ${capabilitiesOf(provider).label}`
    : planStatusWords[verdict];
}

const planStatusLooks: Record<PlanStatus, SegmentLook> = {
  change: 'accent',
  'no-value': 'warn',
  'no-op': 'mute',
  'no-identity': 'hatched',
  refused: 'danger',
  skipped: 'warn',
};

export function countOfStatus(plan: ProviderPlan, verdict: PlanStatus): number {
  const counts: Record<PlanStatus, number> = {
    change: plan.change,
    'no-value': plan.noValue,
    'no-op': plan.noOp,
    'no-identity': plan.noIdentity,
    refused: plan.refused,
    skipped: plan.skipped,
  };
  return counts[verdict];
}

export function planSegments(plan: ProviderPlan): MeterSegment[] {
  const looks = Map.groupBy(planStatusOrder, (verdict) => planStatusLooks[verdict]);
  return [...looks].map(([look, verdicts]) => ({
    look,
    amount: verdicts.reduce((sum, verdict) => sum + countOfStatus(plan, verdict), 0),
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
