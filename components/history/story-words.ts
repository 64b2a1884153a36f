import { formatCount } from '#components/ui/count.ts';
import type { MeterSegment } from '#components/ui/progress-meter.tsx';
import type { ChangeOutcome } from '#lib/shared/changes.ts';
import type { HistoryStory } from '#lib/shared/history.ts';

type Counted = Pick<HistoryStory, 'counts' | 'hasMore' | 'total'>;

const groups = [
  { word: 'made', outcomes: ['confirmed', 'accepted', 'imported'] },
  { word: 'no-op', outcomes: ['no-op'] },
  { word: 'not', outcomes: ['refused', 'failed', 'cancelled'] },
  { word: 'unknown', outcomes: ['unknown'] },
  { word: 'pending', outcomes: ['pending'] },
] as const satisfies readonly { word: string; outcomes: readonly ChangeOutcome[] }[];

const sumOf = (counts: Counted['counts'], outcomes: readonly ChangeOutcome[]) =>
  outcomes.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0);

/** Lines that fit the filters, as far as they were counted. */
export function countShown({ counts }: Pick<Counted, 'counts'>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** “562 made, 292 not”; where a filter leaves lines out, “292 of 854 fit”. */
export function formatStoryCounts(story: Counted): string {
  const { counts, hasMore, total } = story;
  const shown = countShown(story);
  if (hasMore || shown < total)
    return `${formatCount(shown)}${hasMore ? '+' : ''} of ${formatCount(total)} fit`;
  return groups
    .map(({ word, outcomes }) => ({ word, count: sumOf(counts, outcomes) }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${formatCount(count)} ${word}`)
    .join(', ');
}

/** In the order of a run's own bar. */
export function storySegments({ counts }: Pick<Counted, 'counts'>): MeterSegment[] {
  return [
    { look: 'ok', amount: sumOf(counts, ['confirmed']) },
    { look: 'hatched-ok', amount: sumOf(counts, ['accepted', 'imported']) },
    { look: 'danger', amount: sumOf(counts, ['refused', 'failed']) },
    { look: 'warn', amount: sumOf(counts, ['unknown']) },
    { look: 'mute', amount: sumOf(counts, ['no-op', 'cancelled']) },
  ];
}

/** All lines have it; null: they differ. */
export function onlyOutcome({ counts }: Pick<Counted, 'counts'>): ChangeOutcome | null {
  const outcomes = Object.keys(counts) as ChangeOutcome[];
  return outcomes.length === 1 ? (outcomes[0] ?? null) : null;
}
