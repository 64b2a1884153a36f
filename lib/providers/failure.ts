import type { ProviderErrorCode } from './exchange.ts';

/** `isOwn`: the body is the provider's own form of an error; other answers say nothing about the call. */
export function codeOfStatus(status: number, isOwn: boolean): ProviderErrorCode {
  if (status === 401) return 'unauthorized';
  if (status === 429) return 'rate-limited';
  if (status === 503) return 'unavailable';
  // Capillary: "Multiple actions are running for the same customer."
  if (status === 521) return 'busy';
  // RFC 9110 and 8470: send again. Neither says whether the call got through.
  if (status === 408 || status === 425) return 'gateway';
  if (status < 300 || status > 599) return 'bad-answer';
  if (!isOwn) return 'gateway';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 409) return 'conflict';
  if (status >= 500) return 'server-error';
  // Redirects are not followed: they lead away from the configured address.
  return status >= 400 ? 'invalid' : 'bad-answer';
}

/** `sent`: whether the request had begun to go out. */
export function codeOfBreak(sent: boolean, timedOut: boolean): ProviderErrorCode {
  if (!sent) return 'connection-failed';
  return timedOut ? 'timeout' : 'connection-lost';
}

/**
 * For errors without the provider's words. `detail`: a system code such as ECONNREFUSED; `foreign`: the
 * answer that came instead.
 */
export function formatFailure(
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

/** Such as ECONNREFUSED; looks into causes and aggregates. null: none. */
export function findSystemCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return findSystemCode(error.errors[0]);
  return findSystemCode(error.cause);
}
