/** The verdicts of a plan, in the order in which they are shown, with their words and bars. Pure. */

import { formatCount } from '#components/ui/count.ts';
import type { MeterSegment, SegmentLook } from '#components/ui/progress-meter.tsx';
import type { LanePlan, Verdict } from '#lib/shared/runs.ts';

export const verdictOrder = ['change', 'no-op', 'no-identity', 'refused', 'skipped'] as const;

export const verdictWords: Record<Verdict, string> = {
  change: 'To change',
  'no-op': 'No change needed',
  'no-identity': 'Not in provider',
  refused: 'Not allowed',
  skipped: 'Skipped',
};

const verdictLooks: Record<Verdict, SegmentLook> = {
  change: 'accent',
  'no-op': 'mute',
  'no-identity': 'hatched',
  refused: 'danger',
  skipped: 'warn',
};

/** How many users of a lane have the verdict. */
export function countOfVerdict(plan: LanePlan, verdict: Verdict): number {
  const counts: Record<Verdict, number> = {
    change: plan.change,
    'no-op': plan.noOp,
    'no-identity': plan.noIdentity,
    refused: plan.refused,
    skipped: plan.skipped,
  };
  return counts[verdict];
}

export function planSegments(plan: LanePlan): MeterSegment[] {
  return verdictOrder.map((verdict) => ({
    look: verdictLooks[verdict],
    amount: countOfVerdict(plan, verdict),
  }));
}

/** “9,731 to change, 18 no change needed, 7 not allowed”. */
export function sayPlan(plan: LanePlan): string {
  return verdictOrder
    .filter((verdict) => countOfVerdict(plan, verdict) > 0)
    .map((verdict) => `${formatCount(countOfVerdict(plan, verdict))} ${verdictWords[verdict].toLowerCase()}`)
    .join(', ');
}
