/** Names what went wrong with a call: from an HTTP status, or from what the network threw. */
import type { ProviderErrorCode } from './exchange.ts';

/**
 * The code for an answer that is no usable reply. `isOwn`: its body has the provider's form of an error. Whatever else
 * answers in its place says nothing about the call.
 */
export function codeOfStatus(status: number, isOwn: boolean): ProviderErrorCode {
  if (status === 401) return 'unauthorized';
  if (status === 429) return 'rate-limited';
  if (status === 503) return 'unavailable';
  // Capillary: "Multiple actions are running for the same customer."
  if (status === 521) return 'busy';
  // RFC 9110 and 8470: send again. Neither says whether the call got through before.
  if (status === 408 || status === 425) return 'gateway';
  if (status < 300 || status > 599) return 'bad-answer';
  if (!isOwn) return 'gateway';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 409) return 'conflict';
  if (status >= 500) return 'server-error';
  // A redirect is not followed: where the call would have gone is not where the settings say.
  return status >= 400 ? 'invalid' : 'bad-answer';
}

/** The code for a call without a usable answer. `sent`: whether the request had started to go out. */
export function codeOfBreak(sent: boolean, timedOut: boolean): ProviderErrorCode {
  if (!sent) return 'connection-failed';
  return timedOut ? 'timeout' : 'connection-lost';
}

/**
 * The sentence where the provider gave no words of its own. `detail` is a system code such as ECONNREFUSED; `foreign`:
 * what came in place of the provider's own answer.
 */
export function describeFailure(
  label: string,
  code: ProviderErrorCode,
  facts: { status: number | null; detail?: string | null; timeoutMs?: number; foreign?: string | null },
): string {
  if (code === 'connection-failed')
    return `${label} could not be reached${facts.detail ? ` (${facts.detail})` : ''}.`;
  if (code === 'connection-lost') return `The connection to ${label} ended before it answered.`;
  if (code === 'timeout') return `${label} did not answer within ${(facts.timeoutMs ?? 0) / 1000} s.`;
  if (code === 'oversized') return `${label} answered with more than can be read.`;
  if (code === 'bad-answer')
    return `${label} answered ${facts.status ?? ''} with something that is not its usual reply.`;
  if (code === 'gateway' && facts.foreign)
    return `${label} answered ${facts.status} with ${facts.foreign} that is not its own (a proxy or firewall in between?).`;
  return `${label} answered ${facts.status ?? 'with an error'}.`;
}

/** A system code such as ECONNREFUSED out of whatever was thrown; looks into causes and groups. null if there is none. */
export function findSystemCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return findSystemCode(error.errors[0]);
  return findSystemCode(error.cause);
}
