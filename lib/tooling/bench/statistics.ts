/** Times in ms. */
/** `p10`: nearly undisturbed; on a busy machine more telling than the median. */
export type Sample = { p10: number; p50: number; p95: number; rounds: number };

/** Throws for an empty sample. */
export function summarise(times: readonly number[]): Sample {
  return {
    p10: percentile(times, 0.1),
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    rounds: times.length,
  };
}

/** By nearest rank; `share` from 0 to 1. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  const value = sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)];
  if (value === undefined) throw new Error('Nothing was measured.');
  return value;
}
