/** Keys under which pages keep what they read of runs. Browser-safe. One family: invalidate `runsKeys.all`. */
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ListResultsInput, ListTargetsInput } from './input.ts';

export const runsKeys = {
  all: ['runs'] as const,
  /** The list, page by page. */
  list: ['runs', 'list'] as const,
  /** One run with its lanes. */
  detail: (runId: number) => ['runs', runId, 'detail'] as const,
  /** The plan, page by page. */
  targets: (input: Omit<ListTargetsInput, 'after' | 'limit'>) =>
    ['runs', input.runId, 'targets', input] as const,
  /** Labels that a provider's own catalogue lacks: of a plan, of a column of a file. */
  missingInPlan: (runId: number) => ['runs', runId, 'missing'] as const,
  missingInFile: (uploadId: number, provider: ProviderId, column: string) =>
    ['runs', 'uploads', uploadId, 'missing', provider, column] as const,
  /** Everything that is told of what became of a run: results and causes. */
  outcomes: (runId: number) => ['runs', runId, 'outcomes'] as const,
  results: (input: Omit<ListResultsInput, 'after' | 'limit'>) =>
    ['runs', input.runId, 'outcomes', 'results', input] as const,
  timeline: (runId: number) => ['runs', runId, 'outcomes', 'timeline'] as const,
  causes: (runId: number) => ['runs', runId, 'outcomes', 'causes'] as const,
};
