/** The closed set of what can go wrong with a provider's call. Browser-safe. */
import type { Exchange } from './contract.ts';
import type { ProviderId } from './ids.ts';

export type ProviderErrorCode =
  | 'unsupported' // the provider has no such call
  | 'unauthorized' // 401: credentials wrong or revoked
  | 'forbidden' // 403
  | 'not-found' // 404, 410, 8015
  | 'invalid' // 400, 422: a definite no
  | 'conflict' // 409
  | 'rate-limited' // 429
  | 'unavailable' // 503: asked to come back
  | 'busy' // 521: another action runs for the same customer
  | 'server-error' // other 5xx: may or may not have been applied
  | 'bad-answer' // HTML, truncated or empty where JSON was due
  | 'oversized' // more than is read of an answer
  | 'timeout' // no answer in time, after sending
  | 'connection-lost' // the connection ended after sending
  | 'connection-failed'; // never reached the provider: certainly not applied

/** Whether the call can have had an effect. Decides between `failed` and `unknown`. */
const mayHaveApplied: ReadonlySet<ProviderErrorCode> = new Set([
  'server-error',
  'bad-answer',
  'oversized',
  'timeout',
  'connection-lost',
]);

/** Nothing was applied and the same call may succeed a little later. */
const retryableCodes: ReadonlySet<ProviderErrorCode> = new Set(['rate-limited', 'unavailable', 'busy']);

/** Known to every copy of this module: bundles of pages and of routes each have one, and share the process's clients. */
const brand = Symbol.for('tagdesk.provider-error');

/**
 * A call that did not give a usable answer. `message` is the provider's own words where there are any and
 * never holds a secret. `status` is the HTTP status or null; `retryAfterMs` is what the provider asked for.
 */
export class ProviderError extends Error {
  readonly [brand] = true;
  readonly provider: ProviderId;
  readonly code: ProviderErrorCode;
  readonly status: number | null;
  readonly providerCode: string | null;
  readonly retryAfterMs: number | null;
  readonly exchange: Exchange | null;

  constructor(
    provider: ProviderId,
    code: ProviderErrorCode,
    message: string,
    details: {
      status?: number | null;
      providerCode?: string | null;
      retryAfterMs?: number | null;
      exchange?: Exchange | null;
    } = {},
  ) {
    super(message);
    this.name = 'ProviderError';
    this.provider = provider;
    this.code = code;
    this.status = details.status ?? null;
    this.providerCode = details.providerCode ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.exchange = details.exchange ?? null;
  }

  /** True also for an error that another copy of this class made. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value;
  }

  get mayHaveApplied(): boolean {
    return mayHaveApplied.has(this.code);
  }

  get retryable(): boolean {
    return retryableCodes.has(this.code);
  }
}
