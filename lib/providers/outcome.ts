/** What a failed call means for its operations, alike for all providers. */
import type { CallOutcome, OperationResult } from './contract.ts';
import { ProviderError } from './errors.ts';
import type { ProviderErrorCode } from './exchange.ts';
import type { Shown } from './held-as.ts';
import type { ProviderId } from './ids.ts';

/** Default pause: longer than a hiccup, short enough to wait for. */
const usualRetryAfterMs = 5_000;

const definiteNo: ReadonlySet<ProviderErrorCode> = new Set([
  'invalid',
  'not-found',
  'conflict',
  'unsupported',
]);

/** `code`, `message` and `hint` default to null. */
export function resultOf(outcome: CallOutcome, words: Partial<Omit<OperationResult, 'outcome'>> = {}) {
  return { outcome, code: null, message: null, hint: null, ...words } satisfies OperationResult;
}

export function confirmedAs({ kept }: Shown): OperationResult {
  return { ...resultOf('confirmed'), ...(kept ? { kept } : {}) };
}

/** The call reached the provider. */
export function isRefusal({ exchange, code }: ProviderError): boolean {
  return exchange !== null && (definiteNo.has(code) || code === 'forbidden' || code === 'unauthorized');
}

/**
 * May have been applied: the answer was lost, a 503 or 521 came (no document says "not applied"), or an
 * earlier try may have succeeded.
 */
export function isOpen(error: ProviderError): boolean {
  if (error.mayHaveApplied) return true;
  if (error.code === 'rate-limited') return false;
  return (
    error.repeated || (error.exchange !== null && (error.code === 'unavailable' || error.code === 'busy'))
  );
}

/** Refused, failed or unknown, by the error alone. `label`: the provider's name, for the hint. */
export function resultOfError(error: ProviderError, label: string): OperationResult {
  if (error.mayHaveApplied) return unknownOfError(error, label);
  return {
    outcome: definiteNo.has(error.code) ? 'refused' : 'failed',
    ...wordsOf(error),
    hint: hintFor(error, label),
  };
}

export function unknownOfError(error: ProviderError, label: string): OperationResult {
  const hint =
    isRefusal(error) && error.repeated
      ? `${label} said no to a repeat of a call that may have arrived before: look again before sending it once more.`
      : `It may or may not have reached ${label}: look again before sending it once more.`;
  return { outcome: 'unknown', ...wordsOf(error), hint };
}

function wordsOf(error: ProviderError): Pick<OperationResult, 'code' | 'message'> {
  return {
    code: error.providerCode ?? (error.status === null ? null : String(error.status)),
    message: error.message,
  };
}

function hintFor(error: ProviderError, label: string): string | null {
  if (definiteNo.has(error.code)) return null;
  if (error.code === 'unauthorized')
    return `Nothing was changed. Check ${label}’s credentials on the Providers page.`;
  if (error.code === 'forbidden') {
    return `Nothing was changed. ${label} refused this call; others may work. If it refuses more, its credentials may lack a permission: see the Providers page.`;
  }
  return 'Nothing was changed. It can be sent again.';
}

/** ms, if the provider asked for time; else null, and the person hears of it now. */
export function retryAfterOf(error: ProviderError): number | null {
  if (!error.retryable) return null;
  return error.code === 'unavailable' ? error.retryAfterMs : (error.retryAfterMs ?? usualRetryAfterMs);
}

/** null: a definite refusal. */
export function lastErrorOf({ code }: ProviderError): ProviderErrorCode | null {
  return definiteNo.has(code) ? null : code;
}

/** Other errors are bugs and thrown on. */
export function expectProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  throw error;
}

/** Rejects with ProviderError `unsupported`. */
export async function rejectUnsupported(provider: ProviderId, message: string): Promise<never> {
  throw new ProviderError(provider, 'unsupported', message);
}
