/** What a failed call means for the operations in it, in one place so that the four providers say it alike. */
import type { CallOutcome, OperationResult } from './contract.ts';
import { ProviderError } from './errors.ts';
import type { ProviderErrorCode } from './exchange.ts';
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

/** A no to a call that reached the provider. */
export function isRefusal({ exchange, code }: ProviderError): boolean {
  return exchange !== null && (definiteNo.has(code) || code === 'forbidden' || code === 'unauthorized');
}

/**
 * Whether the call may have been applied although it ended in `error`: its answer was lost, or a 503 or 521 came, which
 * no document says to mean "not applied"; or an earlier try of it may have done what this no is the answer to.
 */
export function isOpen(error: ProviderError): boolean {
  if (error.mayHaveApplied) return true;
  if (error.code === 'rate-limited') return false;
  return (
    error.repeated || (error.exchange !== null && (error.code === 'unavailable' || error.code === 'busy'))
  );
}

/**
 * The result of an operation whose call ended in `error`, as far as the error alone is believed: refused for a definite
 * no, failed where nothing was applied, unknown otherwise. `label` is the provider's name for the hint.
 */
export function resultOfError(error: ProviderError, label: string): OperationResult {
  if (error.mayHaveApplied) return unknownOfError(error, label);
  return {
    outcome: definiteNo.has(error.code) ? 'refused' : 'failed',
    ...wordsOf(error),
    hint: hintFor(error, label),
  };
}

/** The result of an operation whose call ended in `error` and may have been applied all the same. */
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

/**
 * When to come back, in ms, where the provider itself asked for time; null for all others. A provider that cannot be
 * reached, or is down without saying for how long, asked for nothing: the person hears of it now.
 */
export function retryAfterOf(error: ProviderError): number | null {
  if (!error.retryable) return null;
  return error.code === 'unavailable' ? error.retryAfterMs : (error.retryAfterMs ?? usualRetryAfterMs);
}

/** What ails the provider, or the way to it; null where it answered with a definite no. */
export function lastErrorOf({ code }: ProviderError): ProviderErrorCode | null {
  return definiteNo.has(code) ? null : code;
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
