import type { runProviders } from '#lib/platform/db/schema/runs.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { OutcomeCounts, RunProvider } from '#lib/shared/runs.ts';
import { type LeaseRow, pauseReasonOf } from './pause-reason.ts';

export type RunProviderRow = typeof runProviders.$inferSelect;

/** `lane` null: no worker ever drove the provider, the catalogue's rate limit counts. */
export function toRunProvider(
  row: RunProviderRow,
  lease: LeaseRow | null,
  connected: boolean,
  now: Date,
): RunProvider {
  const { provider, state } = row;
  const usual = capabilitiesOf(provider).pace;
  const pace = {
    perSecond: lease?.perSecond ?? usual.perSecond,
    concurrent: lease?.concurrent ?? usual.concurrent,
  };
  const counts = countsOf(row);
  const open = Math.max(0, row.change - doneOf(counts));
  const hold = pauseReasonOf({ ...row, lease, connected, now });
  const expected = (calls: number) => Math.round((calls / pace.perSecond) * 1000);
  return {
    provider,
    state,
    hold,
    plan: {
      change: row.change,
      noValue: row.planNoValue,
      noOp: row.planNoOp,
      noIdentity: row.planNoIdentity,
      refused: row.planRefused,
      skipped: row.planSkipped,
      calls: row.calls,
      expectedMs: expected(row.calls),
      reasons: row.reasons,
    },
    counts,
    open,
    pace,
    rate: row.rate,
    leftMs: leftOf(row, open, hold !== null, expected),
  };
}

/** By the measured rate; until there is one by the rate limit. */
function leftOf(
  row: RunProviderRow,
  open: number,
  held: boolean,
  expected: (calls: number) => number,
): number | null {
  if (row.state === 'finished' || row.state === 'cancelled' || open === 0) return 0;
  if (held || row.change === 0) return null;
  if (row.rate) return Math.round((open / row.rate) * 1000);
  return expected((row.calls / row.change) * open);
}

export function countsOf(row: Omit<OutcomeCounts, 'no-op'> & { noOp: number }): OutcomeCounts {
  const { confirmed, accepted, refused, failed, unknown, cancelled, noOp } = row;
  return { confirmed, accepted, refused, failed, unknown, cancelled, 'no-op': noOp };
}

export function doneOf(counts: OutcomeCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
