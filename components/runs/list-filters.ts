/** Which rows of a plan or of its results are shown, and how a route and a verb are asked for them. Pure. */
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ListResultsInput } from '#lib/shared/run-inputs.ts';
import type { OutcomeCounts, PlanStatus } from '#lib/shared/runs.ts';
import { countErrors } from './outcomes.ts';

/** Of one verdict, perhaps at one provider and for one reason. */
export type TargetFilter = { verdict: PlanStatus; provider: ProviderId | null; reason: string | null };

type ResultShow = 'attention' | 'all' | NonNullable<ListResultsInput['outcome']>;
export type ResultFilter = { show: ResultShow; provider: ProviderId | null; cause: string | null };

/** What a plan opens with. */
export const firstTargets: TargetFilter = { verdict: 'change', provider: null, reason: null };

/** What the results open with: the errors, where there are any. */
export function firstResults(counts: OutcomeCounts): ResultFilter {
  return { show: countErrors(counts) > 0 ? 'attention' : 'all', provider: null, cause: null };
}

export function targetQuery({ verdict, provider, reason }: TargetFilter) {
  return { verdict, ...(provider && { provider }), ...(reason !== null && { reason }) };
}

export function resultQuery({ show, provider, cause }: ResultFilter) {
  return {
    ...(show === 'attention' ? { attention: true } : show === 'all' ? {} : { outcome: show }),
    ...(provider && { provider }),
    ...(cause !== null && { cause }),
  };
}

/** A query as the text of an address. */
export function toSearch(query: object, after: number | null): URLSearchParams {
  const entries = Object.entries(query).map(([name, value]) => [name, String(value)]);
  return new URLSearchParams([...entries, ...(after === null ? [] : [['after', String(after)]])]);
}
