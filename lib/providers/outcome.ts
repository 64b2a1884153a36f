/** What a failed call means for the operations in it, in one place so that the four providers say it alike. */
import type { ApplyResult, CallOutcome, Exchange, Operation, OperationResult } from './contract.ts';
import { ProviderError, type ProviderErrorCode } from './errors.ts';
import type { Shown } from './held-as.ts';
import type { ProviderId } from './ids.ts';

/** When the provider named no time: long enough for a hiccup to pass, short enough for somebody who waits. */
const usualRetryAfterMs = 5_000;

const definiteNo: ReadonlySet<ProviderErrorCode> = new Set([
  'invalid',
  'not-found',
  'conflict',
  'unsupported',
]);

/** A result with `code`, `message` and `hint` null unless given. */
export function resultOf(outcome: CallOutcome, words: Partial<Omit<OperationResult, 'outcome'>> = {}) {
  return { outcome, code: null, message: null, hint: null, ...words } satisfies OperationResult;
}

/** Confirmed, with what the provider keeps where that is not what was asked. */
export function confirmedAs({ kept }: Shown): OperationResult {
  return { ...resultOf('confirmed'), ...(kept ? { kept } : {}) };
}

/**
 * The result of every operation in a call that ended in `error`: refused for a definite no, failed where nothing can
 * have been applied, unknown otherwise. `label` is the provider's name for the hint.
 */
export function resultOfError(error: ProviderError, label: string): OperationResult {
  return {
    outcome: outcomeOfError(error),
    code: error.providerCode ?? (error.status === null ? null : String(error.status)),
    message: error.message,
    hint: hintFor(error, label),
  };
}

function outcomeOfError(error: ProviderError): CallOutcome {
  if (error.mayHaveApplied) return 'unknown';
  return definiteNo.has(error.code) ? 'refused' : 'failed';
}

function hintFor(error: ProviderError, label: string): string | null {
  if (error.code === 'unauthorized')
    return `Nothing was changed. Check ${label}’s credentials on the Providers page.`;
  if (error.code === 'forbidden') {
    return `Nothing was changed. ${label}’s credentials do not allow this: check them on the Providers page.`;
  }
  if (error.mayHaveApplied)
    return `It may or may not have reached ${label}: look again before sending it once more.`;
  if (outcomeOfError(error) === 'failed') return 'Nothing was changed. It can be sent again.';
  return null;
}

/**
 * When to come back, in ms, where the provider itself asked for time and nothing was applied; null for all others.
 * A provider that cannot be reached, or is down without saying for how long, asked for nothing: its change has failed
 * and the person hears so now.
 */
export function retryAfterOf(error: ProviderError): number | null {
  if (!error.retryable) return null;
  return error.code === 'unavailable' ? error.retryAfterMs : (error.retryAfterMs ?? usualRetryAfterMs);
}

/** What ails the provider, or the way to it; null where it answered with a definite no. */
export function troubleOf({ code }: ProviderError): ProviderErrorCode | null {
  return definiteNo.has(code) ? null : code;
}

/** The result of a change whose only writing call ended in `error`. */
export function resultOfFailedCall(
  operations: readonly Operation[],
  error: ProviderError,
  label: string,
  exchanges: Exchange[],
): ApplyResult {
  return {
    results: operations.map(() => resultOfError(error, label)),
    tags: null,
    exchanges,
    retryAfterMs: retryAfterOf(error),
    trouble: troubleOf(error),
  };
}

/** `error` where it is a ProviderError; anything else is a mistake in the program and is thrown on. */
export function expectProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  throw error;
}

/** For a member of the contract that this provider lacks: rejects with ProviderError `unsupported`. */
export async function rejectUnsupported(provider: ProviderId, message: string): Promise<never> {
  throw new ProviderError(provider, 'unsupported', message);
}
