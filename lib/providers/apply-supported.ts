import type { ApplyInput, ApplyResult, Operation, OperationResult } from './contract.ts';
import { resultOf } from './outcome.ts';

/**
 * Refuses operations for which `refuse` gives a message and passes the others to `apply`. Results in the
 * order asked; no call when nothing is left.
 */
export async function applySupported(
  input: ApplyInput,
  refuse: (operation: Operation) => string | null,
  apply: (input: ApplyInput) => Promise<ApplyResult>,
): Promise<ApplyResult> {
  const refusals = input.operations.map(refuse);
  const operations = input.operations.filter((_, index) => refusals[index] === null);
  const applied: ApplyResult =
    operations.length > 0
      ? await apply({ ...input, operations })
      : { results: [], tags: null, exchanges: [], retryAfterMs: null, lastError: null };
  const answers = applied.results.values();
  const results = refusals.map((words): OperationResult => {
    if (words !== null) return resultOf('refused', { message: words });
    return answers.next().value ?? resultOf('unknown');
  });
  return { ...applied, results };
}
