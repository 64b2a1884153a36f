/** A run's outcomes in display order. Pure. */

import { formatCount } from '#components/ui/count.ts';
import type { Tone } from '#components/ui/pill.tsx';
import type { MeterSegment } from '#components/ui/progress-meter.tsx';
import type { OutcomeCounts } from '#lib/shared/runs.ts';

type CountedOutcome = keyof OutcomeCounts;

export const outcomeOrder = [
  'confirmed',
  'accepted',
  'no-op',
  'refused',
  'failed',
  'unknown',
  'cancelled',
] as const satisfies readonly CountedOutcome[];

const errors: readonly CountedOutcome[] = ['refused', 'failed', 'unknown'];

export function wentWell(counts: OutcomeCounts): { outcome: CountedOutcome; count: number }[] {
  return outcomeOrder
    .filter((outcome) => !errors.includes(outcome) && counts[outcome] > 0)
    .map((outcome) => ({ outcome, count: counts[outcome] }));
}

export function errorsOf(counts: OutcomeCounts): { outcome: CountedOutcome; count: number }[] {
  return errors
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => ({ outcome, count: counts[outcome] }));
}

export function countDone(counts: OutcomeCounts): number {
  return outcomeOrder.reduce((sum, outcome) => sum + counts[outcome], 0);
}

export function countErrors(counts: OutcomeCounts): number {
  return counts.refused + counts.failed + counts.unknown;
}

/** Of what has ended: green only when nothing went wrong. */
export function toneOf(counts: OutcomeCounts): Tone {
  if (counts.refused + counts.failed > 0) return 'danger';
  return counts.unknown > 0 ? 'warn' : 'ok';
}

/** Confirmed, accepted, failed, unknown, the rest. */
export function outcomeSegments(counts: OutcomeCounts): MeterSegment[] {
  return [
    { look: 'ok', amount: counts.confirmed },
    { look: 'hatched-ok', amount: counts.accepted },
    { look: 'danger', amount: counts.refused + counts.failed },
    { look: 'warn', amount: counts.unknown },
    { look: 'mute', amount: counts['no-op'] + counts.cancelled },
  ];
}

/** “6,352 accepted, 12 failed, of 11,218”. */
export function formatOutcomes(counts: OutcomeCounts, total: number): string {
  const parts = outcomeOrder
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${formatCount(counts[outcome])} ${outcome}`);
  return `${parts.length > 0 ? parts.join(', ') : 'Nothing yet'}, of ${formatCount(total)}`;
}
