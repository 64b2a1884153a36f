import { noOutcomes, type RunProvider } from '#lib/shared/runs.ts';

export function runProviderOf(
  own: Pick<RunProvider, 'provider' | 'state'> & Partial<RunProvider>,
): RunProvider {
  const plan = {
    change: 1,
    noValue: 0,
    noOp: 0,
    noIdentity: 0,
    refused: 0,
    skipped: 0,
    calls: 1,
    expectedMs: 50,
    reasons: [],
  };
  const pace = { perSecond: 20, concurrent: 4 };
  return { hold: null, plan, counts: noOutcomes, open: 1, pace, rate: null, leftMs: null, ...own };
}
