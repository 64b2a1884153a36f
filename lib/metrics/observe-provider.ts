/** Counts what providers were asked for, and how long they took. */
import type { ApplyInput, ApplyResult, Exchange } from '#lib/providers/contract.ts';
import type { ProviderErrorCode } from '#lib/providers/errors.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { processMetrics } from './registry.ts';

/** One HTTP call that ended. `failure` is null after a usable answer. */
export function observeCall(
  provider: ProviderId,
  { method, durationMs }: Exchange,
  failure: ProviderErrorCode | null,
): void {
  processMetrics().calls.observe({ provider, method, outcome: failure ?? 'ok' }, durationMs / 1000);
}

/** The operations of one call, each with its own outcome. */
export function observeOperations(
  provider: ProviderId,
  { operations }: Pick<ApplyInput, 'operations'>,
  { results }: Pick<ApplyResult, 'results'>,
): void {
  operations.forEach(({ verb }, position) => {
    const outcome = results[position]?.outcome;
    if (outcome) processMetrics().operations.inc({ provider, verb, outcome });
  });
}
