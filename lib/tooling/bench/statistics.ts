/** A sample of measured times, in milliseconds, and what is said of it. */
/** `p10` is what a machine gives that is hardly disturbed: on a busy one it says more than the median. */
export type Sample = { p10: number; p50: number; p95: number; rounds: number };

/** Throws when nothing was measured. */
export function summarise(times: readonly number[]): Sample {
  return {
    p10: percentile(times, 0.1),
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    rounds: times.length,
  };
}

/** The value below which `share` (0 to 1) of the times lie, by nearest rank. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  const value = sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)];
  if (value === undefined) throw new Error('Nothing was measured.');
  return value;
}
