/** Filters of plans and results. Pure. */
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ListResultsInput } from '#lib/shared/run-inputs.ts';
import type { OutcomeCounts, PlanStatus } from '#lib/shared/runs.ts';
import { countErrors } from './outcomes.ts';

export type TargetFilter = { status: PlanStatus; provider: ProviderId | null; reason: string | null };

type ResultShow = 'attention' | 'all' | NonNullable<ListResultsInput['outcome']>;
export type ResultFilter = { show: ResultShow; provider: ProviderId | null; cause: string | null };

export const firstTargets: TargetFilter = { status: 'change', provider: null, reason: null };

/** Errors first, if there are any. */
export function firstResults(counts: OutcomeCounts): ResultFilter {
  return { show: countErrors(counts) > 0 ? 'attention' : 'all', provider: null, cause: null };
}

export function targetQuery({ status, provider, reason }: TargetFilter) {
  return { status, ...(provider && { provider }), ...(reason !== null && { reason }) };
}

export function resultQuery({ show, provider, cause }: ResultFilter) {
  return {
    ...(show === 'attention' ? { attention: true } : show === 'all' ? {} : { outcome: show }),
    ...(provider && { provider }),
    ...(cause !== null && { cause }),
  };
}

export function toSearch(query: object, after: number | null): URLSearchParams {
  const entries = Object.entries(query).map(([name, value]) => [name, String(value)]);
  return new URLSearchParams([...entries, ...(after === null ? [] : [['after', String(after)]])]);
}
