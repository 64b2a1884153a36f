import { formatCount } from '#components/ui/count.ts';

/** At most two units: “8 s”, “9 min 21 s”, “1 h 5 min”, “2 d 3 h”. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 1) return 'under 1 s';
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}

/** “19.9/s”, “0.4/s”, “1,250/s”. */
export function formatRate(perSecond: number): string {
  return `${perSecond >= 100 ? formatCount(Math.round(perSecond)) : perSecond.toFixed(1).replace(/\.0$/, '')}/s`;
}

/** Never 100 before all is done. */
export function percentOf(done: number, total: number): number {
  if (total === 0) return 100;
  return done >= total ? 100 : Math.min(99, Math.floor((done / total) * 100));
}
